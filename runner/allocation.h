// runner/allocation.h — on which of the possible experiments a budget is spent (method 4).
//
//   possible experiments (plan.h) => Next() => experiments of phase 1 => run, analysed => open faults => Next() => ...
//
// Three-phase: 1. every fault once, in the workload that covers most; 2. in rounds, only faults that by then may lie on a cycle
// (fca::FaultsBehindCycles), each in its next workload, as a fault that nothing causes cannot come back; 3. when no such fault
// has workloads left, all others. Why not clusters of similar faults: docs/design/0012.
// Pure and deterministic: same possible experiments, seed, total and open faults, same answer, whatever runs it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/run.h"

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

  // The experiments of the next phase or round; empty when the budget is spent. `open`: the faults that may lie on a cycle by
  // what was allocated so far; not looked at for the first phase.
  std::vector<Allocated> Next(const std::set<model::Fault>& open);

  // Whether nothing is left to allocate: Next() would return nothing.
  bool spent() const { return spent_ == total_; }
  size_t total() const { return total_; }
  size_t faults() const { return faults_; }

 private:
  std::vector<Allocated> FirstPhase();
  std::vector<Allocated> NextRound(const std::set<model::Fault>& open);
  std::vector<Allocated> InOrder();
  uint64_t Draw(const model::Experiment& experiment) const;  // Uniform over all 64-bit numbers.
  void Take(const model::Experiment& experiment, int phase, std::string why, std::vector<Allocated>& out);

  std::vector<model::Experiment> left_;
  Policy policy_;
  uint64_t seed_;
  size_t total_;
  size_t faults_;
  size_t spent_ = 0;
  size_t round_ = 0;  // How often Next() was called.
};

}  // namespace csnake::runner
