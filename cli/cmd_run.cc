// profile, plan, run: the target's tests, executed or to be.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>

#include "cli/analysis.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "gate/story.h"
#include "runner/campaign_run.h"
#include "store/losses.h"

namespace csnake::cli {
namespace {

// Ctrl-C once: start nothing more, let running tests finish. Twice: kill them.
std::atomic<int> g_stop{0};
static_assert(std::atomic<int>::is_always_lock_free);

void OnInterrupt(int) { g_stop.fetch_add(1, std::memory_order_relaxed); }

void CatchInterrupts() {
  struct sigaction action = {};
  action.sa_handler = OnInterrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

// Flags of both commands.
struct RunFlags {
  std::string jobs, tests;
  int repeats = 0;
  bool fresh = false;

  void Add(CLI::App& app) {
    app.add_option("--jobs", jobs, "Tests that run at once: a number or auto");
    app.add_option("--tests", tests, "Only tests whose name matches this regular expression")->type_name("RE");
    app.add_option("--repeat", repeats, "Runs of each")->check(CLI::Range(1, 1000));
    app.add_flag("--fresh", fresh, "Forget what is stored and start anew");
  }
  store::OpenMode Mode() const { return fresh ? store::OpenMode::kFresh : store::OpenMode::kWrite; }
};

struct Session {
  config::Config config;
  std::unique_ptr<store::Campaign> campaign;
  runner::RunOptions options;
};

model::Result<Session> Begin(const Globals& globals, const RunFlags& flags, store::OpenMode mode) {
  std::vector<std::pair<std::string, std::string>> settings;
  if (!flags.jobs.empty()) settings.emplace_back("run.jobs", flags.jobs);
  auto config = LoadConfig(globals, std::move(settings));
  if (!config) return std::unexpected(config.error());
  auto campaign = store::Campaign::Open(config->root, mode);
  if (!campaign) return std::unexpected(campaign.error());
  runner::RunOptions options;
  options.tests = flags.tests;
  if (globals.seed_given) options.seed = globals.seed;
  if (mode != store::OpenMode::kRead) CatchInterrupts();
  return Session{*std::move(config), *std::move(campaign), std::move(options)};
}

std::string Describe(const runner::Summary& summary) {
  std::string text;
  for (const store::Workload& workload : summary.excluded)
    text += fmt::format("left out: {}: {}\n", workload.name, workload.excluded);
  for (const auto& [name, count] : summary.losses) {
    const store::Loss* loss = store::FindLoss(name);
    text += fmt::format("lost: {} {}{}\n", count, name, loss ? fmt::format(" ({})", loss->sentence) : "");
  }
  return text;
}

class ProfileCommand final : public Command {
 public:
  const char* name() const override { return "profile"; }
  const char* help() const override { return "Run every test without faults, several times; finds red and flaky ones"; }
  const char* example() const override { return "csnake profile --repeat 10 --tests 'Failover'"; }
  void AddFlags(CLI::App& app) override { flags_.Add(app); }
  int Run(const Globals& globals) override {
    auto session = Begin(globals, flags_, flags_.Mode());
    if (!session) return Report(session.error());
    session->options.profile_repeats = flags_.repeats;
    ProgressLine progress(globals.verbosity);
    const auto summary = runner::Profile(session->config, session->options, *session->campaign, progress, g_stop);
    if (!summary) return Report(summary.error());
    Print(Describe(*summary));
    if (summary->interrupted)
      return Report({model::Code::kInterrupted, "interrupted; the same command continues where it was"});
    const auto workloads = session->campaign->ReadWorkloads();
    if (!workloads) return Report(workloads.error());
    const auto taking_part =
        static_cast<size_t>(std::ranges::count(*workloads, std::string(), &store::Workload::excluded));
    Print(fmt::format("{} tests take part, {} are left out; {} runs made now\n", taking_part,
                      workloads->size() - taking_part, summary->profile_runs));
    return kPass;
  }

 private:
  RunFlags flags_;
};

// How much is run, and what of all that is possible.
struct BudgetFlags {
  std::string budget;
  std::string policy = "exhaustive";

  void Add(CLI::App& app) {
    app.add_option("--budget", budget,
                   "Most runs with a fault, longest time, or both: 500runs/30m (default: by policy)");
    app.add_option("--policy", policy,
                   "exhaustive: each fault in every test that reaches it; 3pa: four for each fault, where they promise "
                   "most; random")
        ->check(CLI::IsMember({"exhaustive", "random", "3pa"}))
        ->capture_default_str();
  }

  model::Result<void> Apply(Session& session) const {
    if (!budget.empty()) {
      const auto parsed = config::ParseBudget(budget);
      if (!parsed)
        return model::Fail(model::Code::kInvalidArgument,
                           "cannot read --budget " + budget + ": write 500runs, 30m or 500runs/30m");
      session.options.budget = *parsed;
    }
    session.options.policy = *runner::PolicyFromName(policy);
    session.options.shown = [&session](const std::set<model::Experiment>& experiments, int runs) {
      return ShownBy(*session.campaign, session.config, experiments, runs);
    };
    return {};
  }
};

class RunCommand final : public Command {
 public:
  const char* name() const override { return "run"; }
  const char* help() const override {
    return "The campaign: tests without faults, then with one fault each; resumes by itself";
  }
  const char* example() const override { return "csnake run --budget 500runs/30m --jobs auto"; }
  void AddFlags(CLI::App& app) override {
    flags_.Add(app);
    budget_.Add(app);
    app.add_flag("--dry-run", dry_, "Tell how much would be run from the stored profile; csnake plan lists it");
  }

  int Run(const Globals& globals) override {
    auto session = Begin(globals, flags_, flags_.Mode());
    if (!session) return Report(session.error());
    if (const auto good = budget_.Apply(*session); !good) return Report(good.error());
    session->options.repeats = flags_.repeats;
    session->options.decisive = [&session] { return Decisive(*session->campaign, session->config); };
    session->options.delayed = [&session] { return Delayed(*session->campaign, session->config); };
    if (dry_) return DryRun(*session);
    runner::Summary summary;
    {
      ProgressLine progress(globals.verbosity);
      const auto made = runner::RunCampaign(session->config, session->options, *session->campaign, progress, g_stop);
      if (!made) return Report(made.error());
      summary = *made;
    }
    return Conclude(*session, summary);
  }

 private:
  static int DryRun(const Session& session) {
    const auto plan = runner::Plan(session.config, session.options, *session.campaign);
    if (!plan) return Report(plan.error());
    const auto allocation = runner::Allocate(session.config, session.options, *plan, *session.campaign);
    if (!allocation) return Report(allocation.error());
    Print(fmt::format("{} experiments over {} faults would be run, of {} possible\n", allocation->total(), plan->faults,
                      plan->experiments.size()));
    return kPass;
  }

  static int Conclude(const Session& session, const runner::Summary& summary) {
    Print(Describe(summary));
    Print(
        fmt::format("{} runs without and {} with a fault made now, {} already stored; {} experiments over {} faults, "
                    "of {} possible\n",
                    summary.profile_runs, summary.injection_runs, summary.stored_before, summary.experiments,
                    summary.faults, summary.possible));
    Print(fmt::format("{} experiments showed nothing new and were not repeated; {} never made their fault\n",
                      summary.quiet, summary.unfired.size()));
    if (summary.doses > 0 || summary.doses_open)
      Print(fmt::format("{} shorter delays tried{}\n", summary.doses,
                        summary.doses_open ? "; the budget of runs is too small for the shortest of each finding" : ""));
    const auto analysis = Analyze(*session.campaign, session.config, {});
    if (!analysis) return Report(analysis.error());
    const size_t clusters = analysis->findings.clusters.size(), reported = analysis->findings.ReportedClusters();
    const std::string found = clusters == 0 ? "no cycle found"
                                            : fmt::format("{} finding{}, {} damped; see csnake cycles", reported,
                                                          reported == 1 ? "" : "s", clusters - reported);
    if (summary.interrupted) {
      Print("interrupted: " + found + " so far; csnake run continues where it was\n");
      return kInterruptedExit;
    }
    if (summary.budget_ended) {
      Print("inconclusive: the budget ended before the plan did; " + found + " so far; csnake run continues\n");
      return kInconclusive;
    }
    Print("done: " + found + "\n");
    return kPass;
  }

  RunFlags flags_;
  BudgetFlags budget_;
  bool dry_ = false;
};

class PlanCommand final : public Command {
 public:
  const char* name() const override { return "plan"; }
  const char* help() const override {
    return "The experiments that run would make, in order, each with the reason; runs nothing";
  }
  const char* example() const override { return "csnake plan --policy 3pa --explain 3f2a"; }
  void AddFlags(CLI::App& app) override {
    budget_.Add(app);
    app.add_option("--tests", flags_.tests, "Only tests whose name matches this regular expression")->type_name("RE");
    app.add_option("--explain", explain_, "Only this fault: where it is made, and where it could be")->type_name("ID");
  }

  int Run(const Globals& globals) override {
    auto session = Begin(globals, flags_, store::OpenMode::kRead);
    if (!session) return Report(session.error());
    if (const auto good = budget_.Apply(*session); !good) return Report(good.error());
    const auto listed = List(*session);
    return listed ? kPass : Report(listed.error());
  }

 private:
  bool Wanted(const model::Experiment& experiment) const {
    return model::ToHex(experiment.fault.site.value).starts_with(explain_);
  }

  model::Result<void> List(const Session& session) const {
    const auto catalogue = session.campaign->ReadCatalogue();
    if (!catalogue) return std::unexpected(catalogue.error());
    const auto plan = runner::Plan(session.config, session.options, *session.campaign);
    if (!plan) return std::unexpected(plan.error());
    const size_t could =
        static_cast<size_t>(std::ranges::count_if(plan->experiments, [this](const auto& e) { return Wanted(e); }));
    if (could == 0)
      return model::Fail(model::Code::kNotFound, "no test reaches a fault point whose id begins with `" + explain_ +
                                                     "`; csnake sites list shows ids");
    auto allocation = runner::Allocate(session.config, session.options, *plan, *session.campaign);
    if (!allocation) return std::unexpected(allocation.error());
    size_t listed = 0;
    size_t planned = 0;
    const auto phases = runner::ForEachPhase(
        session.config, session.options, *allocation, [&](std::span<const runner::Allocated> phase) -> model::Result<bool> {
          bool made = true;
          for (const runner::Allocated& one : phase) {
            const auto has = session.campaign->HasRun(store::KeyOf(one.experiment, 0));
            if (!has) return std::unexpected(has.error());
            made = made && *has;
            ++planned;
            if (!Wanted(one.experiment)) continue;
            ++listed;
            Print(fmt::format(
                "{}  {}  {}  {}  phase {}: {}\n", *has ? "made" : "    ", model::ToHex(one.experiment.fault.site.value),
                gate::Describe(*catalogue, one.experiment.fault), one.experiment.workload, one.phase, one.why));
          }
          return made;
        });
    if (!phases) return std::unexpected(phases.error());
    Print(fmt::format("{} of {} possible experiments{}\n", listed, could,
                      planned < allocation->total() ? "; later phases depend on runs that are not made yet" : ""));
    return {};
  }

  RunFlags flags_;
  BudgetFlags budget_;
  std::string explain_;
};

}  // namespace

std::unique_ptr<Command> MakeProfile() { return std::make_unique<ProfileCommand>(); }
std::unique_ptr<Command> MakePlan() { return std::make_unique<PlanCommand>(); }
std::unique_ptr<Command> MakeRun() { return std::make_unique<RunCommand>(); }

}  // namespace csnake::cli
