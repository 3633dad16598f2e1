#include "runner/allocation.h"

#include <fmt/format.h>

#include <algorithm>

namespace csnake::runner {
namespace {

using model::Experiment;

constexpr size_t kRounds = 3;  // Of the second phase, at most: each costs an analysis.

size_t CountFaults(const std::vector<Experiment>& experiments) {
  std::set<model::Fault> faults;
  for (const Experiment& experiment : experiments) faults.insert(experiment.fault);
  return faults.size();
}

}  // namespace

std::optional<Policy> PolicyFromName(std::string_view name) {
  if (name == "exhaustive") return Policy::kExhaustive;
  if (name == "random") return Policy::kRandom;
  if (name == "3pa") return Policy::kThreePhase;
  return std::nullopt;
}

Allocation::Allocation(std::vector<Experiment> possible, Policy policy, uint64_t seed, size_t total)
    : left_(std::move(possible)), policy_(policy), seed_(seed), faults_(CountFaults(left_)) {
  if (total == 0) total = policy == Policy::kExhaustive ? left_.size() : 4 * faults_;
  total_ = std::min(total, left_.size());
}

uint64_t Allocation::Draw(const Experiment& experiment) const {
  uint64_t hash = model::HashMix(model::HashMix(model::kHashSeed, seed_), 1);
  hash = model::HashMix(hash, experiment.fault.site.value);
  hash = model::HashMix(hash, static_cast<uint64_t>(experiment.fault.kind) << 8 | experiment.fault.value);
  hash = model::HashMix(hash, static_cast<uint64_t>(experiment.dose.first_hit));
  hash = model::HashMix(hash, static_cast<uint64_t>(experiment.dose.delay_ns));
  return model::HashMix(model::Hash(experiment.workload, hash), 0);
}

void Allocation::Take(const Experiment& experiment, int phase, std::string why, std::vector<Allocated>& out) {
  out.push_back({experiment, phase, std::move(why)});
  ++spent_;
}

std::vector<Allocated> Allocation::Next(const std::set<model::Fault>& open) {
  std::vector<Allocated> next;
  if (spent()) return next;
  next = policy_ != Policy::kThreePhase ? InOrder() : round_ == 0 ? FirstPhase() : NextRound(open);
  ++round_;
  std::set<Experiment> taken;
  for (const Allocated& one : next) taken.insert(one.experiment);
  std::erase_if(left_, [&](const Experiment& experiment) { return taken.contains(experiment); });
  return next;
}

std::vector<Allocated> Allocation::InOrder() {
  if (policy_ == Policy::kRandom)
    std::ranges::sort(left_, {}, [this](const Experiment& e) { return std::pair(Draw(e), e); });
  const char* why = policy_ == Policy::kRandom ? "drawn at random" : "every fault in every test that reaches it";
  std::vector<Allocated> out;
  for (size_t i = 0; !spent(); ++i) Take(left_[i], 1, why, out);
  return out;
}

std::vector<Allocated> Allocation::FirstPhase() {
  std::vector<Allocated> out;
  std::set<model::Fault> seen;
  for (const Experiment& experiment : left_) {
    if (spent()) break;
    if (seen.insert(experiment.fault).second) Take(experiment, 1, "every fault once, in the test that covers most", out);
  }
  return out;
}

std::vector<Allocated> Allocation::NextRound(const std::set<model::Fault>& open) {
  std::set<model::Fault> reached;
  for (const Experiment& experiment : left_)
    if (open.contains(experiment.fault)) reached.insert(experiment.fault);
  const int phase = reached.empty() ? 3 : 2;
  const std::string why =
      reached.empty() ? "nothing is left of the faults that may lie on a cycle"
                      : fmt::format("round {} of the {} faults that may lie on a cycle, in the next test", round_, reached.size());
  const size_t rest = total_ - spent_;
  const size_t rounds_left = kRounds - std::min(round_ - 1, kRounds - 1);
  const size_t quota = phase == 3 ? rest : std::min(rest, std::max(reached.size(), rest / rounds_left));
  std::vector<Allocated> out;
  for (const Experiment& experiment : left_) {  // Of each fault the next workload first.
    if (out.size() == quota) break;
    if (phase == 3 || reached.contains(experiment.fault)) Take(experiment, phase, why, out);
  }
  return out;
}

}  // namespace csnake::runner
