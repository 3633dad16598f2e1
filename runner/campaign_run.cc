#include "runner/campaign_run.h"

#include <algorithm>

#include "runner/session.h"

namespace csnake::runner {
namespace {

using model::Code;
using model::Fail;
using model::Result;

// Names of the workloads that take part and are selected.
Result<std::vector<std::string>> TakingPart(const store::Campaign& campaign, const std::string& tests) {
  const auto workloads = campaign.ReadWorkloads();
  if (!workloads) return std::unexpected(workloads.error());
  std::vector<Target> targets;
  for (const store::Workload& workload : *workloads)
    if (workload.excluded.empty()) targets.push_back({workload, {}});
  if (auto good = Select(targets, tests); !good) return std::unexpected(good.error());
  std::vector<std::string> names;
  for (const Target& target : targets) names.push_back(target.workload.name);
  return names;
}

Result<uint64_t> SeedOf(const RunOptions& options, const store::Campaign& campaign) {
  if (options.seed) return *options.seed;
  const auto meta = campaign.ReadMeta();
  if (!meta) return std::unexpected(meta.error());
  return *meta ? (*meta)->seed : 1;
}

}  // namespace

Result<ExperimentPlan> Plan(const config::Config& config, const RunOptions& options, const store::Campaign& campaign) {
  const auto catalogue = campaign.ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  const auto names = TakingPart(campaign, options.tests);
  if (!names) return std::unexpected(names.error());
  std::vector<WorkloadProfile> profiles;
  for (const std::string& name : *names) {
    auto profile = SummariseProfile(campaign, *catalogue, name);
    if (!profile) return std::unexpected(profile.error());
    profiles.push_back(*std::move(profile));
  }
  const auto seed = SeedOf(options, campaign);
  if (!seed) return std::unexpected(seed.error());
  ExperimentPlan plan =
      MakePlan(*catalogue, profiles,
               {.seed = *seed, .delay_max_total_ns = config.delay_max_total_ns, .exclusions = config.exclusions});
  if (plan.experiments.empty())
    return Fail(Code::kNothingToTest,
                profiles.empty() ? "there is no profile yet; run `csnake profile`"
                                 : "no workload reaches a fault that may be injected; see `csnake sites --why`");
  return plan;
}

Result<Allocation> Allocate(const config::Config& config, const RunOptions& options, const ExperimentPlan& plan,
                            const store::Campaign& campaign) {
  if (options.policy == Policy::kThreePhase && !options.may_cycle)
    return Fail(Code::kInvalidArgument, "three-phase allocation needs to know which faults may lie on a cycle");
  const auto seed = SeedOf(options, campaign);
  if (!seed) return std::unexpected(seed.error());
  const int64_t limit =
      options.budget.runs > 0 ? std::max<int64_t>(1, options.budget.runs / RepeatsOf(config, options)) : 0;
  return Allocation(plan.experiments, options.policy, *seed, static_cast<size_t>(limit));
}

std::vector<model::Experiment> ExperimentsOf(std::span<const Allocated> allocated) {
  std::vector<model::Experiment> experiments;
  for (const Allocated& one : allocated) experiments.push_back(one.experiment);
  return experiments;
}

Result<void> ForEachPhase(Allocation& allocation, const RunOptions& options,
                          const std::function<Result<bool>(std::span<const Allocated>)>& make) {
  std::set<model::Experiment> done;
  std::set<model::Fault> open;
  for (auto next = allocation.Next(open); !next.empty(); next = allocation.Next(open)) {
    const auto on = make(next);
    if (!on) return std::unexpected(on.error());
    if (!*on) return {};
    if (allocation.spent()) return {};
    for (Allocated& one : next) done.insert(std::move(one.experiment));
    if (options.policy != Policy::kThreePhase) continue;
    auto known = options.may_cycle(done);
    if (!known) return std::unexpected(known.error());
    open = *std::move(known);
  }
  return {};
}

Result<Summary> Profile(const config::Config& config, const RunOptions& options, store::Campaign& campaign,
                        ProgressSink& sink, const std::atomic<int>& stop) {
  auto session = Session::Begin(config, options, campaign, sink, stop);
  if (!session) return std::unexpected(session.error());
  if (auto good = session->Profile(); !good) return std::unexpected(good.error());
  return std::move(session->summary());
}

Result<Summary> RunExperiments(const config::Config& config, const RunOptions& options,
                               std::span<const model::Experiment> experiments, store::Campaign& campaign,
                               ProgressSink& sink, const std::atomic<int>& stop) {
  auto session = Session::Begin(config, options, campaign, sink, stop);
  if (!session) return std::unexpected(session.error());
  if (auto good = session->Inject(experiments); !good) return std::unexpected(good.error());
  return std::move(session->summary());
}

namespace {

// Twice as many runs each time, so that what a few decide gets no more. A finding that they made by chance falls, and another one
// may take its place: until all that findings rest on has the most runs.
Result<void> RepeatDecisive(Session& session, const config::Config& config, const RunOptions& options) {
  constexpr int kRounds = 10;  // At most: each costs an analysis.
  std::set<model::Experiment> settled;
  int repeats = RepeatsOf(config, options);
  if (repeats >= config.repeat_max) return {};
  for (int round = 0; round < kRounds && !session.ended(); ++round) {
    auto experiments = options.decisive();
    if (!experiments) return std::unexpected(experiments.error());
    std::erase_if(*experiments, [&](const model::Experiment& experiment) { return settled.contains(experiment); });
    if (experiments->empty()) break;
    repeats = std::min(2 * repeats, config.repeat_max);
    if (auto good = session.Repeat(*experiments, repeats); !good) return good;
    if (repeats == config.repeat_max) settled.insert(experiments->begin(), experiments->end());
  }
  return {};
}

Result<void> Steps(Session& session, const config::Config& config, const RunOptions& options, store::Campaign& campaign,
                   ProgressSink& sink) {
  if (auto good = session.Profile(); !good) return good;
  if (session.ended()) return {};
  sink.OnProgress({.phase = Phase::kPlan});
  const auto plan = Plan(config, options, campaign);
  if (!plan) return std::unexpected(plan.error());
  auto allocation = Allocate(config, options, *plan, campaign);
  if (!allocation) return std::unexpected(allocation.error());
  Summary& summary = session.summary();
  summary.faults = plan->faults;
  summary.experiments = allocation->total();
  summary.possible = plan->experiments.size();
  const auto made = ForEachPhase(*allocation, options, [&](std::span<const Allocated> phase) -> Result<bool> {
    if (auto good = session.Inject(ExperimentsOf(phase)); !good) return std::unexpected(good.error());
    return !session.ended();
  });
  if (!made || session.ended() || !options.decisive || options.budget.runs > 0) return made;
  return RepeatDecisive(session, config, options);
}

}  // namespace

Result<Summary> RunCampaign(const config::Config& config, const RunOptions& options, store::Campaign& campaign,
                            ProgressSink& sink, const std::atomic<int>& stop) {
  auto session = Session::Begin(config, options, campaign, sink, stop);
  if (!session) return std::unexpected(session.error());
  if (auto good = Steps(*session, config, options, campaign, sink); !good) return std::unexpected(good.error());
  return std::move(session->summary());
}

}  // namespace csnake::runner
