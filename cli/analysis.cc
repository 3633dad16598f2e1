#include "cli/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>
#include <tuple>
#include <vector>

#include "fca/calibration.h"
#include "fca/edges.h"
#include "fca/evidence.h"
#include "fca/prospects.h"
#include "runner/campaign_run.h"
#include "solver/compatibility.h"
#include "stitcher/cycles.h"
#include "store/binary_catalogue.h"
#include "store/subset_reader.h"

namespace csnake::cli {

using model::Code;
using model::Fail;
using model::Result;

namespace {

Result<model::Findings> Stitch(const model::Catalogue& catalogue, std::vector<model::Edge> edges,
                               const fca::EdgeReport& report, solver::Level level, int length_max, double fdr) {
  solver::Compatibility compatible(catalogue, {.level = level, .unstable = report.unstable_terms});
  stitcher::CycleOptions cycles;
  cycles.length_max = length_max;
  cycles.q_max = fdr;
  cycles.parts = report.parts;
  cycles.delays_max = std::min(cycles.delays_max, cycles.length_max);
  return stitcher::FindCycles(catalogue, std::move(edges), compatible, cycles);
}

// What is found, and, with `decisive`, which experiments that rests on, and then those on which more would, if their edges were not
// in doubt.
Result<store::StoredAnalysis> Compute(const store::Reader& campaign, const model::Catalogue& catalogue,
                                      solver::Level level, double fdr, int length_max, bool decisive) {
  store::StoredAnalysis analysis;
  auto report = fca::FindEdges(campaign, {.fdr = fdr});
  if (!report) return std::unexpected(report.error());
  analysis.tests = report->tests;
  analysis.experiments = report->experiments.size();
  for (const auto& experiment : report->experiments) analysis.runs += static_cast<uint64_t>(experiment.runs);
  auto findings = Stitch(catalogue, report->edges, *report, level, length_max, fdr);
  if (!findings) return std::unexpected(findings.error());
  analysis.findings = *std::move(findings);
  analysis.unlike = std::move(report->unlike);
  if (!decisive) return analysis;

  const model::Findings& found = analysis.findings;
  std::set<model::Experiment> experiments;
  for (const model::Cluster& cluster : std::span(found.clusters).first(found.ReportedClusters()))
    for (const size_t index : found.cycles[cluster.cycles.front()].edges)
      if (!model::IsStructural(found.edges[index].type)) experiments.insert(model::ExperimentOf(found.edges[index]));
  analysis.decisive.assign(experiments.begin(), experiments.end());
  std::vector<model::Edge> edges = std::move(report->edges);
  std::ranges::move(report->open, std::back_inserter(edges));
  for (const model::Edge& edge : fca::InDoubt(edges, fdr / 2))  // Those of a cycle may add up to `fdr`.
    if (experiments.insert(model::ExperimentOf(edge)).second) analysis.decisive.push_back(model::ExperimentOf(edge));
  return analysis;
}

// Stored runs of these experiments.
Result<int64_t> CountRuns(const store::Campaign& campaign, std::span<const model::Experiment> experiments) {
  const std::set<model::Experiment> wanted(experiments.begin(), experiments.end());
  const auto workloads = campaign.ReadWorkloads();
  if (!workloads) return std::unexpected(workloads.error());
  int64_t runs = 0;
  const auto count = [&](const model::Run& run) {
    runs += run.fault && wanted.contains(model::ExperimentOf(run)) ? 1 : 0;
  };
  for (const store::Workload& workload : *workloads)
    if (auto good = campaign.ForEachRun(workload.name, count); !good) return std::unexpected(good.error());
  return runs;
}

// The runs that a policy would have made.
Result<store::FirstRuns> Replay(const store::Campaign& campaign, const config::Config& config, const AnalysisOptions& options,
                                const std::function<Result<std::vector<model::Experiment>>(const store::FirstRuns&)>& decisive) {
  const auto policy = runner::PolicyFromName(options.policy);
  if (!policy)
    return Fail(Code::kInvalidArgument, "unknown policy `" + options.policy + "`: use exhaustive, random or 3pa");
  runner::RunOptions run;
  run.policy = *policy;
  run.seed = options.seed;
  const auto plan = runner::Plan(config, run, campaign);
  if (!plan) return std::unexpected(plan.error());
  if (options.share > 0) {
    const auto all = CountRuns(campaign, plan->experiments);
    if (!all) return std::unexpected(all.error());
    run.budget.runs = std::max<int64_t>(1, static_cast<int64_t>(options.share * static_cast<double>(*all)));
  }
  const int first = runner::FirstRepeats(config, run);
  store::FirstRuns runs;
  run.shown = [&](const std::set<model::Experiment>& experiments, int repeats) { return ShownBy(campaign, config, experiments, repeats); };
  run.decisive = [&] { return decisive(runs); };
  auto allocation = runner::Allocate(config, run, *plan, campaign);
  if (!allocation) return std::unexpected(allocation.error());
  const auto make = [&](std::span<const runner::Allocated> phase) -> Result<bool> {
    for (const runner::Allocated& one : phase) runs.emplace(one.experiment, first);
    return true;
  };
  const auto repeat = [&](std::span<const model::Experiment> more, int repeats) -> Result<bool> {
    for (const model::Experiment& experiment : more) runs[experiment] = repeats;
    return true;
  };
  if (const auto spent = runner::Spend(config, run, *allocation, make, repeat); !spent) return std::unexpected(spent.error());
  return runs;
}

}  // namespace

Result<Analysis> Analyze(const store::Campaign& campaign, const config::Config& config,
                         const AnalysisOptions& options) {
  Analysis analysis;
  auto catalogue = campaign.ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  analysis.catalogue = *std::move(catalogue);
  const auto meta = campaign.ReadMeta();
  if (!meta) return std::unexpected(meta.error());
  if (*meta) analysis.wall_s = static_cast<double>((*meta)->wall_ms) / 1000;
  if (*meta)
    analysis.campaign =
        (*meta)->project + "-" + std::to_string((*meta)->seed) + "-" + std::to_string((*meta)->created_s);

  const std::string compat = options.compat.empty() ? config.compat : options.compat;
  const auto level = solver::LevelFromName(compat);
  if (!level)
    return Fail(Code::kInvalidArgument,
                "unknown compatibility level `" + compat + "`: use none, trace, paths or chain");
  const double fdr = options.fdr > 0 ? options.fdr : config.fdr;
  const bool naive = options.policy == kNaive;
  const int length_max = naive ? 1 : options.length_max > 0 ? options.length_max : config.length_max;
  const bool own = options.policy.empty() && compat == config.compat && fdr == config.fdr && length_max == config.length_max;

  const auto program = store::BuildId("/proc/self/exe");
  const std::string key =
      fmt::format("{} {} {} {} {} {} {} {} {} {}", analysis.campaign, campaign.Version(), compat, fdr, length_max,
                  options.policy, options.share, options.seed.value_or(0), own, program.value_or(""));
  std::optional<store::StoredAnalysis> result;
  if (program) result = store::ReadAnalysis(config.root, key);
  if (!result) {
    store::FirstRuns chosen;
    const store::SubsetReader subset(campaign, chosen);
    const store::Reader* runs = &campaign;
    if (!options.policy.empty() && !naive) {
      auto replayed = Replay(campaign, config, options, [&](const store::FirstRuns& so_far) -> Result<std::vector<model::Experiment>> {
        auto known = Compute(store::SubsetReader(campaign, so_far), analysis.catalogue, *level, fdr, length_max, true);
        if (!known) return std::unexpected(known.error());
        return std::move(known->decisive);
      });
      if (!replayed) return std::unexpected(replayed.error());
      chosen = *std::move(replayed);
      runs = &subset;
    }
    auto computed = Compute(*runs, analysis.catalogue, *level, fdr, length_max, own);
    if (!computed) return std::unexpected(computed.error());
    result = *std::move(computed);
    if (program) store::WriteAnalysis(config.root, key, *result);
  }
  static_cast<store::StoredAnalysis&>(analysis) = *std::move(result);
  return analysis;
}

Result<runner::Shown> ShownBy(const store::Campaign& campaign, const config::Config& config,
                              const std::set<model::Experiment>& experiments, int runs) {
  store::FirstRuns first;
  for (const model::Experiment& experiment : experiments) first.emplace(experiment, runs);
  const store::SubsetReader subset(campaign, first);
  auto report = fca::FindEdges(subset, {.fdr = config.fdr});
  if (!report) return std::unexpected(report.error());
  std::ranges::move(report->open, std::back_inserter(report->edges));
  runner::Shown shown;
  for (const model::Edge& edge : report->edges)
    if (!model::IsStructural(edge.type)) shown.effects[model::ExperimentOf(edge)].insert(edge.effect);
  shown.open = fca::FaultsBehindCycles(report->edges);
  return shown;
}

Result<std::vector<model::Experiment>> Decisive(const store::Campaign& campaign, const config::Config& config) {
  auto analysis = Analyze(campaign, config, {});
  if (!analysis) return std::unexpected(analysis.error());
  return std::move(analysis->decisive);
}

Result<std::vector<runner::DelayedHop>> Delayed(const store::Campaign& campaign, const config::Config& config) {
  const auto analysis = Analyze(campaign, config, {});
  if (!analysis) return std::unexpected(analysis.error());
  const model::Findings& found = analysis->findings;
  std::vector<runner::DelayedHop> hops;
  for (const model::Cluster& cluster : std::span(found.clusters).first(found.ReportedClusters()))
    for (const size_t index : found.cycles[cluster.cycles.front()].edges)
      if (const model::Edge& edge = found.edges[index]; model::IsOfDelay(edge))
        hops.push_back({model::ExperimentOf(edge), edge.effect});
  return hops;
}

Result<Calibration> Calibrate(const config::Config& config, double fdr) {
  const auto campaign = store::Campaign::Open(config.root, store::OpenMode::kRead);
  if (!campaign) return std::unexpected(campaign.error());
  const auto catalogue = (*campaign)->ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  const int plain = std::max(runner::kProfileRepeatsMin, config.repeat_min);
  const fca::AsIfInjected as_if(**campaign, *catalogue, plain, config.repeat_min);
  const auto report = fca::FindEdges(as_if, {.fdr = fdr > 0 ? fdr : config.fdr});
  if (!report) return std::unexpected(report.error());
  if (report->experiments.empty())
    return Fail(Code::kNothingToTest, fmt::format("no test was run without a fault more than {} times; run `csnake profile --repeat {}`",
                                                  plain + config.repeat_min - 1, plain + 10 * config.repeat_min));
  const auto measured = std::ranges::count_if(report->edges, [](const model::Edge& edge) { return !model::IsStructural(edge.type); });
  return Calibration{report->experiments.size(), report->tests, static_cast<size_t>(measured)};
}

Result<Analysis> AnalyzeStored(const config::Config& config, const AnalysisOptions& options) {
  const auto campaign = store::Campaign::Open(config.root, store::OpenMode::kRead);
  if (!campaign) return std::unexpected(campaign.error());
  return Analyze(**campaign, config, options);
}

Result<std::string> WhyNoEdge(const config::Config& config, const std::set<model::Fault>& causes,
                              const std::set<model::Fault>& effects) {
  constexpr size_t kTold = 3;
  const auto campaign = store::Campaign::Open(config.root, store::OpenMode::kRead);
  if (!campaign) return std::unexpected(campaign.error());
  auto evidence = fca::EvidenceFor(**campaign, causes, effects);
  if (!evidence) return std::unexpected(evidence.error());
  if (evidence->empty()) return "no test reaches the first";
  if (std::ranges::all_of(*evidence, [](const fca::Evidence& one) { return one.fired == 0; }))
    return fmt::format("none of {} experiments made the first", evidence->size());
  if (std::ranges::all_of(*evidence, [](const fca::Evidence& one) { return one.with == 0; }))
    return fmt::format("none of {} experiments showed the second", evidence->size());
  std::ranges::stable_sort(*evidence, std::greater(), [](const fca::Evidence& one) {
    const double rise = one.fired > 0 ? static_cast<double>(one.with) / one.fired : -1;
    return std::tuple(rise, one.mean - one.plain_mean);
  });
  std::vector<std::string> told;
  for (const fca::Evidence& one : std::span(*evidence).first(std::min(kTold, evidence->size())))
    told.push_back(one.fired == 0
                       ? fmt::format("{} did not make it", one.experiment.workload)
                       : fmt::format("{} showed it in {} of {} runs, {:.4g} times, and without the fault in {} of {}, "
                                     "{:.4g} times",
                                     one.experiment.workload, one.with, one.fired, one.mean, one.plain_with,
                                     one.plain_runs, one.plain_mean));
  return fmt::format("of {} experiments {}", evidence->size(), fmt::join(told, "; "));
}

Result<const model::Cycle*> FindCycle(const Analysis& analysis, const std::string& prefix) {
  const model::Cycle* found = nullptr;
  for (const model::Cycle& cycle : analysis.findings.cycles) {
    if (!cycle.fingerprint.starts_with(prefix)) continue;
    if (found)
      return Fail(Code::kInvalidArgument, "several findings begin with " + prefix + ": give more of the fingerprint");
    found = &cycle;
  }
  if (!found) return Fail(Code::kNotFound, "no finding begins with `" + prefix + "`; `csnake cycles` lists them");
  return found;
}

}  // namespace csnake::cli
