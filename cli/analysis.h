// cli/analysis.h — the rooms in the order of the method: store => fca => solver => stitcher.
#pragma once

#include <optional>
#include <string>

#include "config/config.h"
#include "model/cycle.h"
#include "model/site.h"
#include "store/campaign.h"

namespace csnake::cli {

struct AnalysisOptions {
  std::string compat;     // Empty: analyze.compat.
  int length_max = 0;     // 0: analyze.length_max.
  double fdr = 0;         // 0: analyze.fdr.
};

struct Analysis {
  model::Catalogue catalogue;
  model::Findings findings;
  std::string campaign;   // Identifies the runs: project, seed and time of creation.
  size_t tests = 0;
  size_t experiments = 0;
  size_t runs = 0;
};

// Analyses what is stored; nothing is run.
model::Result<Analysis> Analyze(const store::Campaign& campaign, const config::Config& config, const AnalysisOptions& options);

// Opens the campaign of the project and analyses it.
model::Result<Analysis> AnalyzeStored(const config::Config& config, const AnalysisOptions& options);

// The finding whose fingerprint begins with `prefix`.
// Errors: kNotFound, kInvalidArgument when several do.
model::Result<const model::Cycle*> FindCycle(const Analysis& analysis, const std::string& prefix);

}  // namespace csnake::cli
