// fca/workload_pass.h — second pass, one workload: every experiment against the profile.
//
//   runs in the reader's order => WorkloadPass => WorkloadTests => edges.cc (false discovery rate, edges)
//
// Holds the profile and one experiment at a time. p is computed at the end, when it is known which units the other
// experiments of the workload showed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fca/edges.h"
#include "fca/gain.h"
#include "fca/occurrences.h"
#include "fca/structure.h"

namespace csnake::fca {

struct TestedExperiment {
  model::Experiment experiment;
  int runs = 0;  // That took part.
  Contexts cause_states;
  double injected = 0;  // Over all runs: seconds slept, or errors made.
};

// A test with p <= fdr: it may become part of an edge, depending on all other tests.
struct Finding {
  size_t experiment = 0;  // Index into WorkloadTests::experiments.
  Unit unit;
  double p = 1;
  double q = 1;
  std::vector<bool> injected_with;  // One per run.
  std::vector<bool> plain_with;
  double injected_mean = 0;
  double plain_mean = 0;
  int64_t first_ns = 0;   // Median of the injection runs that show it.
  Increase increase;
  bool goes_on = false;   // In most of the injection runs.
  StateSet states;        // Of the injection runs; only those that the profile does not have, when there are any.
};

struct WorkloadTests {
  std::vector<TestedExperiment> experiments;
  std::vector<Finding> findings;
  size_t tests = 0;  // Experiments times units that occurred in any run of the workload; most have p = 1.
  int plain_runs = 0;
  LoopTimes times;
  std::set<std::pair<model::SiteId, model::SiteId>> nested;  // All of (loop, loop around it).
  Nesting nesting;  // Pruned to the loops of `findings`, like `shapes`.
  Shapes shapes;
};

class WorkloadPass {
 public:
  WorkloadPass(const model::Catalogue& catalogue, const Campaign& campaign, const Options& options);
  void Add(const model::Run& run);
  // Errors: kCorrupt when a run names an unknown site or runs came out of the reader's order.
  model::Result<WorkloadTests> Finish();
  const std::set<std::string>& unstable_terms() const { return unstable_terms_; }

 private:
  struct Pending {
    Trial trial;
    Finding finding;
  };
  // An experiment in which some run exceeds all profile runs.
  struct Exceeding {
    size_t experiment = 0;
    size_t above = 0;  // So many of its runs do.
    std::vector<double> amounts;
  };

  void AddInjection(const model::Run& run, RunSummary summary);
  void CloseExperiment();
  void TryUnit(const Unit& unit, std::span<const RunSummary> profile);
  bool IsOccurrence(const Unit& unit) const;
  bool IsSameStatement(const model::Fault& effect) const;
  const Pace& PaceFor(const Unit& unit);
  Others OthersFor(const Pending& pending) const;
  size_t CountUnits() const;

  const model::Catalogue& catalogue_;
  const Campaign& campaign_;
  const Options& options_;
  const TrialLimits limits_;
  std::vector<RunSummary> profile_;
  OutcomeCounts outcomes_;
  std::vector<RunSummary> group_;  // Runs of the experiment that is open: the last of result_.experiments.
  std::map<Unit, Pace> paces_;
  std::map<Unit, std::vector<Exceeding>> exceeding_;
  std::set<Unit> units_;  // That some injection run showed.
  std::vector<Pending> pending_;
  int injected_runs_ = 0;
  std::set<std::string> unstable_terms_;
  std::optional<model::Error> error_;
  WorkloadTests result_;
};

}  // namespace csnake::fca
