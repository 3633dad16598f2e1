#include "runner/campaign_run.h"

#include <algorithm>
#include <limits>
#include <map>

#include "runner/session.h"

namespace csnake::runner {
namespace {

using model::Code;
using model::Fail;
using model::Result;

constexpr int64_t kRepeatsShare = 5;  // One fifth of a budget is for repeats.

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

int FirstRepeats(const config::Config& config, const RunOptions& options) {
  if (options.repeats > 0) return options.repeats;
  return options.policy == Policy::kExhaustive && options.budget.runs == 0 ? config.repeat_min : 1;
}

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
  const int64_t explored = options.budget.runs - options.budget.runs / kRepeatsShare;
  const int64_t limit = options.budget.runs > 0 ? std::max<int64_t>(1, explored / FirstRepeats(config, options)) : 0;
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

Result<void> RepeatDecisive(const config::Config& config, const RunOptions& options, size_t explored,
                            const std::function<Result<bool>(std::span<const model::Experiment>, int)>& repeat) {
  constexpr int kRounds = 10;  // At most: each costs an analysis.
  const int first = FirstRepeats(config, options);
  if (first >= config.repeat_max) return {};
  int64_t left = std::numeric_limits<int64_t>::max();
  if (options.budget.runs > 0) left = options.budget.runs - first * static_cast<int64_t>(explored);
  std::map<model::Experiment, int> runs;
  int repeats = first;
  for (int round = 0; round < kRounds && left > 0; ++round) {
    const auto experiments = options.decisive();
    if (!experiments) return std::unexpected(experiments.error());
    repeats = std::clamp(2 * repeats, config.repeat_min, config.repeat_max);
    std::vector<model::Experiment> more;
    for (const model::Experiment& experiment : *experiments) {
      int& made = runs.try_emplace(experiment, first).first->second;
      if (made >= repeats || left < repeats - made) continue;
      left -= repeats - made;
      made = repeats;
      more.push_back(experiment);
    }
    if (more.empty() && repeats == config.repeat_max) return {};
    const auto on = repeat(more, repeats);
    if (!on) return std::unexpected(on.error());
    if (!*on) return {};
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
  if (!made || session.ended() || !options.decisive) return made;
  const auto repeat = [&](std::span<const model::Experiment> experiments, int repeats) -> Result<bool> {
    if (auto good = session.Repeat(experiments, repeats); !good) return std::unexpected(good.error());
    return !session.ended();
  };
  return RepeatDecisive(config, options, allocation->total(), repeat);
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
