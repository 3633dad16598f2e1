#include "runner/allocation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace csnake::runner {
namespace {

using model::Experiment;

constexpr size_t kRoundsMax = 16;    // After the first phase, about: each costs an analysis, and waits for its slowest test.
constexpr double kUnseen = 10;       // Effects that a workload may have and that nothing has shown there.
constexpr double kUncaused = 0.1;    // Worth of a fault that nothing has caused so far, which may change, beside one that comes back.
constexpr double kPrior = 5;         // So many expected effects came, before anything is known of a fault,
constexpr double kPersistent = 0.7;  // and this power of the part that has come is expected to come again.

std::map<model::Fault, std::set<std::string>> WorkloadsOf(const std::vector<Experiment>& experiments) {
  std::map<model::Fault, std::set<std::string>> workloads;
  for (const Experiment& experiment : experiments) workloads[experiment.fault].insert(experiment.workload);
  return workloads;
}

}  // namespace

std::optional<Policy> PolicyFromName(std::string_view name) {
  if (name == "exhaustive") return Policy::kExhaustive;
  if (name == "random") return Policy::kRandom;
  if (name == "3pa") return Policy::kThreePhase;
  return std::nullopt;
}

Allocation::Allocation(std::vector<Experiment> possible, Policy policy, uint64_t seed, size_t total)
    : left_(std::move(possible)), policy_(policy), seed_(seed) {
  const auto workloads = WorkloadsOf(left_);
  size_t widest = 1;  // Workloads of a fault.
  for (const auto& [fault, of_fault] : workloads) widest = std::max(widest, of_fault.size());
  faults_ = workloads.size();
  if (total == 0) total = policy == Policy::kExhaustive ? left_.size() : 4 * faults_;
  total_ = std::min(total, left_.size());
  const size_t rounds = std::min(widest, kRoundsMax);
  quota_ = std::max<size_t>(1, (total_ - std::min(total_, faults_)) / rounds);
  each_ = (widest + rounds - 1) / rounds;
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
  ++made_[experiment.workload];
  taken_.insert(experiment);
}

std::vector<Allocated> Allocation::Next(const Shown& shown) {
  std::vector<Allocated> next;
  if (spent()) return next;
  next = policy_ != Policy::kThreePhase ? InOrder() : round_ == 0 ? FirstPhase() : NextRound(shown);
  ++round_;
  std::erase_if(left_, [this](const Experiment& experiment) { return taken_.contains(experiment); });
  return next;
}

bool Allocation::Grant(size_t more) {
  total_ += std::min(more, left_.size());
  return !spent();
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
  std::map<model::Fault, std::vector<Experiment>> of_fault;
  std::map<std::string, size_t> possible;  // Of each workload.
  for (const Experiment& experiment : left_) {
    of_fault[experiment.fault].push_back(experiment);
    ++possible[experiment.workload];
  }
  const auto part = [&](const Experiment& e) {
    return static_cast<double>(made_[e.workload]) / static_cast<double>(possible[e.workload]);
  };
  std::vector<Allocated> out;
  for (const auto& [fault, experiments] : of_fault) {
    if (spent()) break;
    const auto next = std::ranges::min_element(experiments, {}, [&](const Experiment& e) { return std::pair(part(e), Draw(e)); });
    Take(*next, 1, "every fault once, in the test that has had the smallest part of its own", out);
  }
  return out;
}

// An experiment is worth the number of effects that are to be expected of it and that its fault has not had yet. An effect that k
// of n experiments in the workload showed is expected k / (n + 1) times, and each of kUnseen further ones 1 / (n + 1) times. Of a
// fault that has had less than was expected of it less is expected.
std::vector<Allocated> Allocation::NextRound(const Shown& shown) {
  std::map<std::string, std::map<model::Fault, size_t>> in_workload;
  std::map<model::Fault, std::set<model::Fault>> of_fault;
  for (const auto& [experiment, effects] : shown.effects) {
    for (const model::Fault& effect : effects) ++in_workload[experiment.workload][effect];
    of_fault[experiment.fault].insert(effects.begin(), effects.end());
  }
  if (round_ == 1)
    for (const auto& [fault, effects] : of_fault) record_[fault].at_first = effects.size();
  struct Candidate {
    const Experiment* experiment;
    uint64_t draw;
    bool open;
    double expected = kUnseen;
    double worth = 0;
    size_t effects = 0;
  };
  std::vector<Candidate> ranked;
  for (const Experiment& e : left_) {
    Candidate& candidate = ranked.emplace_back(Candidate{&e, Draw(e), shown.open.contains(e.fault)});
    const std::set<model::Fault>& known = of_fault[e.fault];
    for (const auto& [effect, count] : in_workload[e.workload]) {
      if (known.contains(effect)) continue;
      candidate.expected += static_cast<double>(count);
      ++candidate.effects;
    }
    candidate.expected /= static_cast<double>(made_[e.workload] + 1);
    const Record& record = record_[e.fault];
    const auto had = static_cast<double>(known.size() - std::min(known.size(), record.at_first));
    candidate.worth = candidate.expected * std::pow((had + kPrior) / (record.expected + kPrior), kPersistent) *
                      (candidate.open ? 1 : kUncaused);
  }
  std::ranges::stable_sort(ranked, {}, [](const Candidate& one) { return std::pair(-one.worth, one.draw); });

  const size_t most = std::min(quota_, total_ - taken_.size());
  std::vector<Allocated> out;
  std::map<model::Fault, size_t> taken;
  for (const Candidate& one : ranked) {
    if (out.size() == most) break;
    if (taken[one.experiment->fault]++ >= each_) continue;
    record_[one.experiment->fault].expected += one.expected;
    Take(*one.experiment, one.open ? 2 : 3,
         fmt::format("round {}: {:.2g} new effects expected, {} known in this test are new to the fault{}", round_, one.worth,
                     one.effects, one.open ? "" : ", which nothing has caused so far"),
         out);
  }
  return out;
}

}  // namespace csnake::runner
