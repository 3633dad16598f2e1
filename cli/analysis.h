// cli/analysis.h — the rooms in the order of the method: store => fca => solver => stitcher.
#pragma once

#include <optional>
#include <string>

#include "config/config.h"
#include "model/cycle.h"
#include "model/site.h"
#include "store/analysis_cache.h"
#include "store/campaign.h"

namespace csnake::cli {

struct AnalysisOptions {
  std::string compat;     // Empty: analyze.compat.
  int length_max = 0;     // 0: analyze.length_max.
  double fdr = 0;         // 0: analyze.fdr.
};

struct Analysis : store::StoredAnalysis {
  model::Catalogue catalogue;
  std::string campaign;   // Identifies the runs: project, seed and time of creation.
};

// Analyses what is stored; nothing is run. Nothing is computed either when the same program did so last, with the same
// options and runs.
model::Result<Analysis> Analyze(const store::Campaign& campaign, const config::Config& config, const AnalysisOptions& options);

// Opens the campaign of the project and analyses it.
model::Result<Analysis> AnalyzeStored(const config::Config& config, const AnalysisOptions& options);

// The finding whose fingerprint begins with `prefix`.
// Errors: kNotFound, kInvalidArgument when several do.
model::Result<const model::Cycle*> FindCycle(const Analysis& analysis, const std::string& prefix);

}  // namespace csnake::cli
