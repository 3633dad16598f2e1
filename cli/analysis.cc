#include "cli/analysis.h"

#include <algorithm>

#include "fca/edges.h"
#include "solver/compatibility.h"
#include "stitcher/cycles.h"

namespace csnake::cli {

using model::Code;
using model::Fail;
using model::Result;

Result<Analysis> Analyze(const store::Campaign& campaign, const config::Config& config, const AnalysisOptions& options) {
  Analysis analysis;
  auto catalogue = campaign.ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  analysis.catalogue = *std::move(catalogue);
  const auto meta = campaign.ReadMeta();
  if (!meta) return std::unexpected(meta.error());
  if (*meta) analysis.campaign = (*meta)->project + "-" + std::to_string((*meta)->seed) + "-" + std::to_string((*meta)->created_s);

  fca::Options causality;
  causality.fdr = options.fdr > 0 ? options.fdr : config.fdr;
  auto report = fca::FindEdges(campaign, causality);
  if (!report) return std::unexpected(report.error());
  analysis.tests = report->tests;
  analysis.experiments = report->experiments.size();
  for (const auto& experiment : report->experiments) analysis.runs += static_cast<size_t>(experiment.runs);

  const std::string name = options.compat.empty() ? config.compat : options.compat;
  const auto level = solver::LevelFromName(name);
  if (!level) return Fail(Code::kInvalidArgument, "unknown compatibility level `" + name + "`: use none, trace, paths or chain");
  solver::CompatibilityOptions compatibility;
  compatibility.level = *level;
  compatibility.unstable = std::move(report->unstable_terms);
  solver::Compatibility compatible(analysis.catalogue, std::move(compatibility));

  stitcher::CycleOptions cycles;
  cycles.length_max = options.length_max > 0 ? options.length_max : config.length_max;
  cycles.delays_max = std::min(cycles.delays_max, cycles.length_max);
  auto findings = stitcher::FindCycles(analysis.catalogue, std::move(report->edges), compatible, cycles);
  if (!findings) return std::unexpected(findings.error());
  analysis.findings = *std::move(findings);
  return analysis;
}

Result<Analysis> AnalyzeStored(const config::Config& config, const AnalysisOptions& options) {
  const auto campaign = store::Campaign::Open(config.root, store::OpenMode::kRead);
  if (!campaign) return std::unexpected(campaign.error());
  return Analyze(**campaign, config, options);
}

Result<const model::Cycle*> FindCycle(const Analysis& analysis, const std::string& prefix) {
  const model::Cycle* found = nullptr;
  for (const model::Cycle& cycle : analysis.findings.cycles) {
    if (!cycle.fingerprint.starts_with(prefix)) continue;
    if (found) return Fail(Code::kInvalidArgument, "several findings begin with " + prefix + ": give more of the fingerprint");
    found = &cycle;
  }
  if (!found) return Fail(Code::kNotFound, "no finding begins with `" + prefix + "`; `csnake cycles` lists them");
  return found;
}

}  // namespace csnake::cli
