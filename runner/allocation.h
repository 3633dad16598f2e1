// runner/allocation.h — on which of the possible experiments a budget is spent (method 4).
//
//   possible experiments (plan.h) => Next() => experiments of phase 1 => run, analysed => Shown => Next() => ...
//
// Three-phase: 1. every fault once, spread over the workloads, so that it shows what can go wrong in each; 2. in rounds, what
// promises most new effects: an effect that many faults have in a workload is likely for one more, but less so for a fault that
// has had few of those that were expected of it (docs/design/0027); 3. the same for faults that nothing has caused so far, which
// cannot come back: they count less. Why not clusters of similar faults: docs/design/0023.
// Pure and deterministic: same possible experiments, seed, total and answers, same experiments, whatever runs them.
#pragma once

#include <map>
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

// What the experiments so far have shown.
struct Shown {
  std::map<model::Experiment, std::set<model::Fault>> effects;  // Of those that had any, also while they are in doubt.
  std::set<model::Fault> open;                                  // The faults that may lie on a cycle.
};

class Allocation {
 public:
  // `total`: most experiments; 0: all for kExhaustive, else four
  // times the number of faults.
  Allocation(std::vector<model::Experiment> possible, Policy policy, uint64_t seed, size_t total);

  // The experiments of the next phase or round; empty when the budget is spent. `shown`: by all that was allocated so far; not
  // looked at for the first phase. Cost: possible experiments x effects that a workload has shown.
  std::vector<Allocated> Next(const Shown& shown);

  // Whether nothing is left to allocate: Next() would return nothing.
  bool spent() const { return taken_.size() == total_; }
  size_t total() const { return total_; }
  // All experiments so far.
  const std::set<model::Experiment>& taken() const { return taken_; }
  // Lets `more` be allocated; false when nothing is left that could be.
  bool Grant(size_t more);
  size_t faults() const { return faults_; }

 private:
  std::vector<Allocated> FirstPhase();
  std::vector<Allocated> NextRound(const Shown& shown);
  std::vector<Allocated> InOrder();
  uint64_t Draw(const model::Experiment& experiment) const;  // Uniform over all 64-bit numbers.
  void Take(const model::Experiment& experiment, int phase, std::string why, std::vector<Allocated>& out);

  struct Record {
    size_t at_first = 0;  // Effects that the first phase showed.
    double expected = 0;  // New ones, of the experiments in rounds.
  };

  std::vector<model::Experiment> left_;
  std::set<model::Experiment> taken_;
  std::map<std::string, size_t> made_;  // Experiments of each workload.
  std::map<model::Fault, Record> record_;
  Policy policy_;
  uint64_t seed_;
  size_t total_;
  size_t faults_;
  size_t quota_ = 0;  // Of a round.
  size_t each_ = 1;   // Of a fault, in a round.
  size_t round_ = 0;  // How often Next() was called.
};

}  // namespace csnake::runner
