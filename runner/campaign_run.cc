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

}  // namespace

Result<ExperimentPlan> Plan(const config::Config& config, const RunOptions& options, const store::Campaign& campaign) {
  const auto catalogue = campaign.ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  const auto meta = campaign.ReadMeta();
  if (!meta) return std::unexpected(meta.error());
  const auto names = TakingPart(campaign, options.tests);
  if (!names) return std::unexpected(names.error());
  std::vector<WorkloadProfile> profiles;
  for (const std::string& name : *names) {
    auto profile = SummariseProfile(campaign, name);
    if (!profile) return std::unexpected(profile.error());
    profiles.push_back(*std::move(profile));
  }
  PlanOptions plan_options{.seed = options.seed.value_or(*meta ? (*meta)->seed : 1),
                           .delay_max_total_ns = config.delay_max_total_ns,
                           .exclusions = config.exclusions};
  if (options.budget.runs > 0)
    plan_options.experiments_max =
        static_cast<size_t>(std::max<int64_t>(1, options.budget.runs / RepeatsOf(config, options)));
  ExperimentPlan plan = MakePlan(*catalogue, profiles, plan_options);
  if (plan.experiments.empty())
    return Fail(Code::kNothingToTest,
                profiles.empty() ? "there is no profile yet; run `csnake profile`"
                                 : "no workload reaches a fault that may be injected; see `csnake sites --why`");
  return plan;
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

Result<Summary> RunCampaign(const config::Config& config, const RunOptions& options, store::Campaign& campaign,
                            ProgressSink& sink, const std::atomic<int>& stop) {
  auto session = Session::Begin(config, options, campaign, sink, stop);
  if (!session) return std::unexpected(session.error());
  Summary& summary = session->summary();
  if (auto good = session->Profile(); !good) return std::unexpected(good.error());
  if (session->ended()) return std::move(summary);
  sink.OnProgress({.phase = Phase::kPlan});
  const auto plan = Plan(config, options, campaign);
  if (!plan) return std::unexpected(plan.error());
  summary.faults = plan->faults;
  summary.experiments = plan->experiments.size();
  summary.possible = plan->possible;
  if (auto good = session->Inject(plan->experiments); !good) return std::unexpected(good.error());
  return std::move(summary);
}

}  // namespace csnake::runner
