#include "runner/allocation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace csnake::runner {
namespace {

using model::Experiment;
using model::FaultCluster;

constexpr double kLeastWeight = 0.01;

size_t CountFaults(const std::vector<Experiment>& experiments) {
  std::set<model::Fault> faults;
  for (const Experiment& experiment : experiments) faults.insert(experiment.fault);
  return faults.size();
}

std::map<model::Fault, size_t> IndexOf(std::span<const FaultCluster> clusters) {
  std::map<model::Fault, size_t> index;
  for (size_t i = 0; i < clusters.size(); ++i)
    for (const model::Fault& fault : clusters[i].faults) index[fault] = i;
  return index;
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

uint64_t Allocation::Draw(const Experiment& experiment, int phase) const {
  uint64_t hash = model::HashMix(model::HashMix(model::kHashSeed, seed_), static_cast<uint64_t>(phase));
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

std::vector<Allocated> Allocation::Next(std::span<const FaultCluster> clusters) {
  const size_t rest = total_ - spent_;
  std::vector<Allocated> next;
  for (++phase_; next.empty() && phase_ <= 3 && spent_ < total_; ++phase_) {
    if (policy_ == Policy::kExhaustive) next = InOrder(rest, "every fault in every test that reaches it");
    else if (policy_ == Policy::kRandom) next = InOrder(rest, "drawn at random");
    else if (phase_ == 1) next = FirstPhase();
    else if (phase_ == 2) next = SecondPhase(clusters, std::max<size_t>(1, rest * 2 / 3));
    else next = ThirdPhase(clusters, rest);
  }
  --phase_;
  std::set<Experiment> taken;
  for (const Allocated& one : next) taken.insert(one.experiment);
  std::erase_if(left_, [&](const Experiment& experiment) { return taken.contains(experiment); });
  return next;
}

std::vector<Allocated> Allocation::InOrder(size_t quota, const char* why) {
  if (policy_ == Policy::kRandom)
    std::ranges::sort(left_, {}, [this](const Experiment& e) { return std::pair(Draw(e, 1), e); });
  std::vector<Allocated> out;
  for (size_t i = 0; i < quota; ++i) Take(left_[i], 1, why, out);
  return out;
}

std::vector<Allocated> Allocation::FirstPhase() {
  std::vector<Allocated> out;
  std::set<model::Fault> seen;
  for (const Experiment& experiment : left_) {
    if (spent_ == total_) break;
    if (seen.insert(experiment.fault).second) Take(experiment, 1, "every fault once, in the test that covers most", out);
  }
  return out;
}

std::vector<Allocated> Allocation::SecondPhase(std::span<const FaultCluster> clusters, size_t quota) {
  const auto index = IndexOf(clusters);
  std::vector<std::vector<Experiment>> members(clusters.size() + 1);  // The last: faults in no cluster.
  for (const Experiment& experiment : left_) {
    const auto found = index.find(experiment.fault);
    members[found == index.end() ? clusters.size() : found->second].push_back(experiment);
  }
  for (auto& one : members) std::ranges::sort(one, {}, [this](const Experiment& e) { return std::pair(Draw(e, 2), e); });
  std::vector<Allocated> out;
  for (size_t round = 0; out.size() < quota; ++round) {
    const size_t before = out.size();
    for (size_t i = 0; i < members.size() && out.size() < quota; ++i) {
      if (round >= members[i].size()) continue;
      const size_t alike = i < clusters.size() ? clusters[i].faults.size() : 0;
      Take(members[i][round], 2, fmt::format("turn {} of group {} of {}, {} faults with similar effects", round + 1, i + 1, members.size(), alike), out);
    }
    if (out.size() == before) break;
  }
  return out;
}

std::vector<Allocated> Allocation::ThirdPhase(std::span<const FaultCluster> clusters, size_t quota) {
  const auto index = IndexOf(clusters);
  struct Ticket {
    double key;
    double weight;
    const Experiment* experiment;
  };
  std::vector<Ticket> tickets;
  for (const Experiment& experiment : left_) {
    const auto found = index.find(experiment.fault);
    const double similarity = found == index.end() ? 1 : clusters[found->second].sim_score;
    const double weight = std::max(kLeastWeight, 1 - similarity);
    // Weighted sampling without replacement: the largest of log(u) / w (Efraimidis and Spirakis, 2006).
    const double uniform = (static_cast<double>(Draw(experiment, 3) >> 11) + 0.5) * 0x1p-53;
    tickets.push_back({std::log(uniform) / weight, weight, &experiment});
  }
  std::ranges::sort(tickets, [](const Ticket& a, const Ticket& b) { return a.key != b.key ? a.key > b.key : *a.experiment < *b.experiment; });
  std::vector<Allocated> out;
  for (size_t i = 0; i < std::min(quota, tickets.size()); ++i)
    Take(*tickets[i].experiment, 3, fmt::format("drawn with weight {:.2f}: how much its group's effects depend on the test", tickets[i].weight), out);
  return out;
}

}  // namespace csnake::runner
