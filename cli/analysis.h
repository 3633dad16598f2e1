// cli/analysis.h — the rooms in the order of the method: store => fca => solver => stitcher.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "config/config.h"
#include "model/cycle.h"
#include "model/site.h"
#include "runner/allocation.h"
#include "runner/bisection.h"
#include "store/analysis_cache.h"
#include "store/campaign.h"

namespace csnake::cli {

inline constexpr std::string_view kNaive = "naive";  // Policy: no budget, and no stitching: cycles of one edge.

struct AnalysisOptions {
  std::string compat;  // Empty: analyze.compat.
  int length_max = 0;  // 0: analyze.length_max.
  double fdr = 0;      // 0: analyze.fdr.
  // As if a budget had been spent by this policy, out of the experiments that are stored. Empty: all of them.
  std::string policy;
  double share = 0;              // Of the stored runs with a fault; 0: the policy's default.
  std::optional<uint64_t> seed;  // Of the policy. Absent: the campaign's.
};

struct Analysis : store::StoredAnalysis {
  model::Catalogue catalogue;
  std::string campaign;  // Identifies the runs: project, seed and time of creation.
  double wall_s = 0;     // That its runs took.
};

// Analyses what is stored; nothing is run. Nothing is computed either when the same program did so last, with the same
// options and runs.
model::Result<Analysis> Analyze(const store::Campaign& campaign, const config::Config& config,
                                const AnalysisOptions& options);

// By the first `runs` runs of `experiments` alone: what runner::RunOptions asks for.
model::Result<runner::Shown> ShownBy(const store::Campaign& campaign, const config::Config& config,
                                     const std::set<model::Experiment>& experiments, int runs);

// The experiments behind the best cycle of each reported finding, and then those whose edges keep a cycle from being one because
// they are in doubt (fca::InDoubt): what runner::RunOptions repeats, in this order.
model::Result<std::vector<model::Experiment>> Decisive(const store::Campaign& campaign, const config::Config& config);

// The delays of the best cycle of each reported finding: what runner::RunOptions bisects.
model::Result<std::vector<runner::DelayedHop>> Delayed(const store::Campaign& campaign, const config::Config& config);

// Further runs without a fault, analysed as if they were experiments (fca/calibration.h). Each edge is false.
struct Calibration {
  size_t experiments = 0;
  size_t tests = 0;
  size_t edges = 0;
};
// `fdr`: 0: analyze.fdr. Errors: kNothingToTest  no workload has runs to spare.
model::Result<Calibration> Calibrate(const config::Config& config, double fdr);

// Opens the campaign of the project and analyses it.
model::Result<Analysis> AnalyzeStored(const config::Config& config, const AnalysisOptions& options);

// Why the stored runs give no edge from `causes` to `effects`: what each test that comes nearest to one showed.
model::Result<std::string> WhyNoEdge(const config::Config& config, const std::set<model::Fault>& causes,
                                     const std::set<model::Fault>& effects);

// The finding whose fingerprint begins with `prefix`.
// Errors: kNotFound, kInvalidArgument when several do.
model::Result<const model::Cycle*> FindCycle(const Analysis& analysis, const std::string& prefix);

}  // namespace csnake::cli
