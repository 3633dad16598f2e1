// profile, run: everything that executes the target's tests.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>

#include "cli/analysis.h"
#include "cli/command.h"
#include "cli/progress.h"
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
};

struct Session {
  config::Config config;
  std::unique_ptr<store::Campaign> campaign;
  runner::RunOptions options;
};

model::Result<Session> Begin(const Globals& globals, const RunFlags& flags, std::vector<std::pair<std::string, std::string>> settings) {
  if (!flags.jobs.empty()) settings.emplace_back("run.jobs", flags.jobs);
  auto config = LoadConfig(globals, std::move(settings));
  if (!config) return std::unexpected(config.error());
  auto campaign = store::Campaign::Open(config->root, flags.fresh ? store::OpenMode::kFresh : store::OpenMode::kWrite);
  if (!campaign) return std::unexpected(campaign.error());
  runner::RunOptions options;
  options.tests = flags.tests;
  if (globals.seed_given) options.seed = globals.seed;
  CatchInterrupts();
  return Session{*std::move(config), *std::move(campaign), std::move(options)};
}

std::string Describe(const runner::Summary& summary) {
  std::string text;
  for (const store::Workload& workload : summary.excluded) text += fmt::format("left out: {}: {}\n", workload.name, workload.excluded);
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
    auto session = Begin(globals, flags_, {});
    if (!session) return Report(session.error());
    session->options.profile_repeats = flags_.repeats;
    ProgressLine progress(globals.verbosity);
    const auto summary = runner::Profile(session->config, session->options, *session->campaign, progress, g_stop);
    if (!summary) return Report(summary.error());
    Print(Describe(*summary));
    if (summary->interrupted) return Report({model::Code::kInterrupted, "interrupted; the same command continues where it was"});
    const auto workloads = session->campaign->ReadWorkloads();
    if (!workloads) return Report(workloads.error());
    const auto taking_part = static_cast<size_t>(std::ranges::count(*workloads, std::string(), &store::Workload::excluded));
    Print(fmt::format("{} tests take part, {} are left out; {} runs made now\n", taking_part, workloads->size() - taking_part, summary->profile_runs));
    return kPass;
  }

 private:
  RunFlags flags_;
};

class RunCommand final : public Command {
 public:
  const char* name() const override { return "run"; }
  const char* help() const override { return "The campaign: tests without faults, then with one fault each; resumes by itself"; }
  const char* example() const override { return "csnake run --budget 500runs/30m --jobs auto"; }
  void AddFlags(CLI::App& app) override {
    flags_.Add(app);
    app.add_option("--budget", budget_, "Most runs with a fault, longest time, or both: 500runs/30m (default: each fault in every test that reaches it)");
    app.add_option("--policy", policy_, "How the budget is spent (docs/method.md)")->check(CLI::IsMember({"exhaustive", "random", "3pa"}))->capture_default_str();
    app.add_flag("--dry-run", dry_, "Tell what would be run from the stored profile");
  }

  int Run(const Globals& globals) override {
    auto session = Begin(globals, flags_, {});
    if (!session) return Report(session.error());
    if (const int code = SetBudget(session->options); code != kPass) return code;
    session->options.repeats = flags_.repeats;
    session->options.policy = *runner::PolicyFromName(policy_);
    session->options.similar = [&](const std::set<model::Experiment>& experiments) { return Similar(*session->campaign, session->config, experiments); };
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
  int SetBudget(runner::RunOptions& options) const {
    if (budget_.empty()) return kPass;
    const auto budget = config::ParseBudget(budget_);
    if (!budget) return Report({model::Code::kInvalidArgument, "cannot read --budget " + budget_ + ": write 500runs, 30m or 500runs/30m"});
    options.budget = *budget;
    return kPass;
  }

  static int DryRun(const Session& session) {
    const auto plan = runner::Plan(session.config, session.options, *session.campaign);
    if (!plan) return Report(plan.error());
    const auto allocation = runner::Allocate(session.config, session.options, *plan, *session.campaign);
    if (!allocation) return Report(allocation.error());
    Print(fmt::format("{} experiments over {} faults would be run, of {} possible\n", allocation->total(), plan->faults, plan->experiments.size()));
    return kPass;
  }

  static int Conclude(const Session& session, const runner::Summary& summary) {
    Print(Describe(summary));
    Print(fmt::format("{} runs without and {} with a fault made now, {} already stored; {} experiments over {} faults, of {} possible\n",
                      summary.profile_runs, summary.injection_runs, summary.stored_before, summary.experiments, summary.faults,
                      summary.possible));
    Print(fmt::format("{} experiments showed nothing new and were not repeated; {} never made their fault\n", summary.quiet, summary.unfired.size()));
    const auto analysis = Analyze(*session.campaign, session.config, {});
    if (!analysis) return Report(analysis.error());
    const size_t cycles = analysis->findings.cycles.size();
    const std::string found = cycles == 0 ? "no cycle found" : fmt::format("{} cycles in {} clusters found; see csnake cycles", cycles, analysis->findings.clusters.size());
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
  std::string budget_;
  std::string policy_ = "exhaustive";
  bool dry_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeProfile() { return std::make_unique<ProfileCommand>(); }
std::unique_ptr<Command> MakeRun() { return std::make_unique<RunCommand>(); }

}  // namespace csnake::cli
