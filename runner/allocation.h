// runner/allocation.h — on which of the possible experiments a budget is spent (method 4).
//
//   possible experiments (plan.h) => Next() => experiments of phase 1 => run, analysed => clusters => Next() => ...
//
// Three-phase: 1. every fault once, in the workload that covers most; 2. twice as much, dealt in turn to clusters of faults
// with similar effects, on random members in new workloads; 3. as much as phase 1, drawn from all that is left with
// weight max(0.01, 1 - SimScore) of the cluster. What a phase cannot spend moves on to the next.
// Pure and deterministic: same possible experiments, seed, total and clusters, same answer, whatever runs it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/allocation.h"

namespace csnake::runner {

enum class Policy { kExhaustive, kRandom, kThreePhase };
std::optional<Policy> PolicyFromName(std::string_view name);  // "exhaustive", "random", "3pa".

struct Allocated {
  model::Experiment experiment;
  int phase = 1;
  std::string why;  // One sentence for people.
};

class Allocation {
 public:
  // `possible`: of each fault the widest workload first. `total`: most experiments; 0: all for kExhaustive, else four
  // times the number of faults.
  Allocation(std::vector<model::Experiment> possible, Policy policy, uint64_t seed, size_t total);

  // The experiments of the next phase; empty when the budget is spent. `clusters` are those of everything allocated so
  // far, and not looked at for the first phase. A fault in none counts as one without effect.
  std::vector<Allocated> Next(std::span<const model::FaultCluster> clusters);

  // Whether nothing is left to allocate: Next() would return nothing.
  bool spent() const { return spent_ == total_; }
  size_t total() const { return total_; }
  size_t faults() const { return faults_; }

 private:
  std::vector<Allocated> FirstPhase();
  std::vector<Allocated> SecondPhase(std::span<const model::FaultCluster> clusters, size_t quota);
  std::vector<Allocated> ThirdPhase(std::span<const model::FaultCluster> clusters, size_t quota);
  std::vector<Allocated> InOrder(size_t quota, const char* why);
  uint64_t Draw(const model::Experiment& experiment, int phase) const;  // Uniform over all 64-bit numbers.
  void Take(const model::Experiment& experiment, int phase, std::string why, std::vector<Allocated>& out);

  std::vector<model::Experiment> left_;
  Policy policy_;
  uint64_t seed_;
  size_t total_;
  size_t faults_;
  size_t spent_ = 0;
  int phase_ = 0;
};

}  // namespace csnake::runner
