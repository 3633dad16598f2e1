// fca/edges.h — fault-causality analysis: which fault caused which, and how sure is that?
//
//   store::Reader => FindEdges() => EdgeReport => stitcher/
//     priors.h          first pass: noise and flakiness of the whole campaign
//     workload_pass.h   second pass: each experiment against its workload's profile, p per (effect, context)
//     edges.cc          false discovery rate over all of them; contexts of one effect become one edge
//     between.h         what had to happen on the way of an edge
//     fidelity.h        what a fault does only when it is injected is no edge
//     refuted.h         what a test says against nesting that another showed
//     structure.h       edges from loop nesting
//     similarity.h      SimScore
//
// An edge says: with `cause` injected in `workload`, `effect` occurred more than the profile explains. The decision
// rules stand with their reasons in occurrences.h (errors; anything new) and growth.h (loops; anything more frequent).
// Not here: whether two edges can be linked (stitcher/, solver/), what to run next (runner/).
//
// Threads: no shared state. Cost: two reads of the campaign, linear in observations; memory for the profile and one
// experiment of one workload, plus the edges.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "model/cycle.h"
#include "store/reader.h"

namespace csnake::fca {

struct Options {
  double fdr = 0.05;             // False discovery rate over all tests of the campaign; > 0, < 1.
  size_t least_tests = 100;      // A smaller campaign is judged as if it had as many: 5 % of a dozen is too often.
  double unusual_share = 0.10;   // Most that an outcome may have of a site's evaluations to be its unusual one; 0..0.5.
  double least_share = 0.5;      // Least rise of the share of runs that show an effect, 0..1.
  double least_growth = 0.25;    // Least relative increase of a mean, >= 0.
  double least_iterations = 2;   // And absolute, iterations of a loop, >= 0.
  double least_occurrences = 1;  // And absolute, occurrences of an error that the profile knows, >= 0.
};

// One experiment's effects, the vector of method 4; in the order of Experiment.
struct ExperimentEffects {
  model::Experiment experiment;
  int runs = 0;                       // In which the fault fired.
  std::vector<model::Fault> effects;  // Sorted.
};

struct EdgeReport {
  std::vector<model::Edge> edges;  // By cause, effect, workload, dose, type.
  std::vector<model::Edge> open;   // p <= fdr but q > fdr, so no edges: more runs, of the profile too, decide. Same order.
  std::vector<ExperimentEffects> experiments;
  std::vector<model::Unlike> unlike;  // No edge begins at these, though their injections had effects.
  std::set<model::Part> parts;
  std::set<std::string> unstable_terms;  // Stable by declaration, but with two values within one run.
  size_t tests = 0;
  double fdr = 0;
};

// Finds all edges of the campaign.
//
// Tests: (experiment, effect, context) for every unit that occurred in any run of the workload that takes part. A unit
// that no run of the workload ever showed is no test. One that showed only in other experiments is one with p = 1:
// leaving it out would count a flaky error only where it struck.
// Runs that take part: profile runs, and injection runs in which the fault fired, of workloads that are not excluded;
// crashed and timed-out ones too, as what they recorded is valid, but not kNotStarted. An experiment without such runs
// is not reported; a workload without profile runs has no edges.
// Same campaign, same report, whatever the order of repeats.
// Errors: kInvalidArgument  an option is out of range (the message names it);
//         kCorrupt          a run names a site that is not in the catalogue, or the reader broke its order;
//         those of the reader.
model::Result<EdgeReport> FindEdges(const store::Reader& reader, const Options& options = {});

}  // namespace csnake::fca
