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

constexpr int64_t kRepeatsShare = 20;  // One twentieth of a budget is for repeats.
constexpr int64_t kLeastShare = 50;   // One fiftieth of it is not worth another analysis.

// How many experiments so many runs are for.
size_t Explored(const config::Config& config, const RunOptions& options, int64_t runs) {
  const int64_t repeats = runs / kRepeatsShare + (runs % kRepeatsShare != 0 ? 1 : 0);
  return static_cast<size_t>((runs - repeats) / FirstRepeats(config, options));
}

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
  if (options.policy == Policy::kThreePhase && !options.shown)
    return Fail(Code::kInvalidArgument, "three-phase allocation needs to know what experiments have shown");
  const auto seed = SeedOf(options, campaign);
  if (!seed) return std::unexpected(seed.error());
  const size_t limit = options.budget.runs > 0 ? std::max<size_t>(1, Explored(config, options, options.budget.runs)) : 0;
  return Allocation(plan.experiments, options.policy, *seed, limit);
}

std::vector<model::Experiment> ExperimentsOf(std::span<const Allocated> allocated) {
  std::vector<model::Experiment> experiments;
  for (const Allocated& one : allocated) experiments.push_back(one.experiment);
  return experiments;
}

Result<bool> ForEachPhase(const config::Config& config, const RunOptions& options, Allocation& allocation, const Make& make) {
  const int first = FirstRepeats(config, options);
  while (!allocation.spent()) {
    Shown shown;
    if (options.policy == Policy::kThreePhase && !allocation.taken().empty()) {
      auto known = options.shown(allocation.taken(), first);
      if (!known) return std::unexpected(known.error());
      shown = *std::move(known);
    }
    if (const auto on = make(allocation.Next(shown)); !on || !*on) return on;
  }
  return true;
}

namespace {

// Asks options.decisive and has `repeat` give its experiments run.repeat.min runs, then twice as many each time, so that what a few
// decide gets no more. A finding that they made by chance falls, and another one may take its place: until all that findings rest
// on has run.repeat.max runs, or none are left. `runs`: of each experiment that was repeated.
Result<bool> RepeatDecisive(const config::Config& config, const RunOptions& options, const Repeat& repeat, int64_t& left,
                            std::map<model::Experiment, int>& runs) {
  constexpr int kRounds = 10;  // At most: each costs an analysis.
  const int first = FirstRepeats(config, options);
  int repeats = first;
  for (int round = 0; round < kRounds && left > 0 && first < config.repeat_max; ++round) {
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
    if (more.empty() && repeats == config.repeat_max) return true;
    if (const auto on = repeat(more, repeats); !on || !*on) return on;
  }
  return true;
}

}  // namespace

Result<Spent> Spend(const config::Config& config, const RunOptions& options, Allocation& allocation, const Make& make,
                    const Repeat& repeat) {
  const int64_t budget = options.budget.runs > 0 ? options.budget.runs : std::numeric_limits<int64_t>::max();
  std::map<model::Experiment, int> runs;
  int64_t repeated = 0;
  while (true) {
    if (const auto on = ForEachPhase(config, options, allocation, make); !on) return std::unexpected(on.error());
    else if (!*on) return Spent{.ended = true};
    const int64_t before = budget - FirstRepeats(config, options) * static_cast<int64_t>(allocation.taken().size()) - repeated;
    int64_t left = before;
    if (!options.decisive) return Spent{.left = left};
    if (const auto on = RepeatDecisive(config, options, repeat, left, runs); !on) return std::unexpected(on.error());
    else if (!*on) return Spent{.ended = true};
    repeated += before - left;
    const size_t more = left < budget / kLeastShare ? 0 : Explored(config, options, left);
    if (options.budget.runs == 0 || more == 0 || !allocation.Grant(more)) return Spent{.left = left};
  }
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

// Looks for the shortest doses of the delays that findings rest on, with at most `left` runs.
Result<void> Bisect(Session& session, const config::Config& config, const RunOptions& options, int64_t left) {
  auto hops = options.delayed();
  if (!hops) return std::unexpected(hops.error());
  for (DelayedHop& hop : *hops) {
    const auto iteration = session.IterationOf(hop.experiment);
    if (!iteration) return std::unexpected(iteration.error());
    hop.iteration_ns = *iteration;
  }
  Tried tried;
  for (auto next = NextDoses(*hops, tried); !next.empty(); next = NextDoses(*hops, tried)) {
    const auto affordable = static_cast<size_t>(left / config.repeat_min);
    session.summary().doses_open = next.size() > affordable;
    next.resize(std::min(next.size(), affordable));
    if (next.empty()) return {};
    left -= config.repeat_min * static_cast<int64_t>(next.size());
    if (auto good = session.Weaken(next); !good || session.ended()) return good;
    auto shown = options.shown({next.begin(), next.end()}, config.repeat_min);
    if (!shown) return std::unexpected(shown.error());
    for (const model::Experiment& experiment : next) tried[experiment] = std::move(shown->effects[experiment]);
    session.summary().doses += next.size();
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
  summary.possible = plan->experiments.size();
  const auto make = [&](std::span<const Allocated> phase) -> Result<bool> {
    if (auto good = session.Inject(ExperimentsOf(phase), allocation->total() - allocation->taken().size()); !good) return std::unexpected(good.error());
    return !session.ended();
  };
  const auto repeat = [&](std::span<const model::Experiment> experiments, int repeats) -> Result<bool> {
    if (auto good = session.Repeat(experiments, repeats); !good) return std::unexpected(good.error());
    return !session.ended();
  };
  const auto spent = Spend(config, options, *allocation, make, repeat);
  if (!spent) return std::unexpected(spent.error());
  summary.experiments = allocation->total();
  if (spent->ended || !options.delayed) return {};
  return Bisect(session, config, options, spent->left);
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
