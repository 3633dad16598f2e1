#include "runner/campaign_run.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "runner/session.h"
#include "store/binary_catalogue.h"

namespace csnake::runner {
namespace {

namespace fs = std::filesystem;

class Recorder : public ProgressSink {
 public:
  void OnProgress(const Progress& progress) override {
    last = progress;
    if (progress.phase == Phase::kInjection) injection.emplace_back(progress.done, progress.total);
  }
  void OnMessage(Severity, const std::string& text) override { messages += text + "\n"; }
  void OnRun(const model::Run& run) override {
    ++runs;
    if (on_run) on_run(run);
  }

  Progress last;
  std::vector<std::pair<size_t, size_t>> injection;  // Done and total.
  std::string messages;
  int runs = 0;
  std::function<void(const model::Run&)> on_run;
};

class CampaignRunTest : public testing::Test {
 protected:
  CampaignRunTest() : root_(fs::path(testing::TempDir()) / ("csnake-run-" + std::to_string(getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_);
    fs::copy_file(FAKE_TARGET, root_ / "fake");
    setenv("FAKE_STATE", root_.c_str(), 1);
    config_.root = root_.string();
    config_.timeout_min_ns = 5'000'000'000;
    config::Test test;
    test.adapter = "gtest";
    test.binary = "fake";
    config_.tests = {test};
    Open(store::OpenMode::kWrite);
  }
  ~CampaignRunTest() override {
    unsetenv("FAKE_STATE");
    fs::remove_all(root_);
  }

  void Open(store::OpenMode mode) {
    campaign_.reset();
    auto campaign = store::Campaign::Open(root_.string(), mode);
    ASSERT_TRUE(campaign) << campaign.error().message;
    campaign_ = *std::move(campaign);
  }
  static void Cases(const char* names) { setenv("FAKE_CASES", names, 1); }
  model::Result<Summary> Run() { return RunCampaign(config_, options_, *campaign_, sink_, stop_); }
  std::vector<std::string> Log() {
    std::vector<std::string> lines;
    std::ifstream stream(root_ / "log");
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }
  std::string ExcludedBecause(const std::string& name) {
    const auto workloads = campaign_->ReadWorkloads();
    return std::ranges::find(*workloads, name, &store::Workload::name)->excluded;
  }

  fs::path root_;
  config::Config config_;
  RunOptions options_;
  std::unique_ptr<store::Campaign> campaign_;
  Recorder sink_;
  std::atomic<int> stop_ = 0;
};

TEST_F(CampaignRunTest, ProfilesPlansInjectsAndStores) {
  Cases("Pass,Wide,NoSite");
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->profile_runs, 15U);
  EXPECT_EQ(summary->faults, 4U);        // a1, a2, a3 in both, a6 in Wide.
  EXPECT_EQ(summary->experiments, 7U);
  EXPECT_EQ(summary->injection_runs, 6 * 3 + 1U);  // a6 never fires: not repeated.
  ASSERT_EQ(summary->unfired.size(), 1U);
  EXPECT_EQ(summary->unfired[0].fault.site.value, 0xa6U);
  EXPECT_FALSE(summary->interrupted || summary->budget_ended);
  EXPECT_TRUE(summary->losses.empty());
  EXPECT_EQ(ExcludedBecause("Suite.NoSite"), "reaches no instrumented site");
  EXPECT_EQ(sink_.last.done, 19U);
  EXPECT_EQ(sink_.last.total, 19U);
  const auto log = Log();
  EXPECT_EQ(std::ranges::count(log, "Suite.Pass hook - -"), 5);
  EXPECT_EQ(std::ranges::count(log, "Suite.Pass hook 00000000000000a2:1:1:1:0:0 continue"), 3);
  EXPECT_EQ(std::ranges::count(log, "Suite.Pass hook 00000000000000a3:0:1:1:20000000:300000000 continue"), 3);
  std::vector<model::Run> runs;
  ASSERT_TRUE(campaign_->ForEachRun("Suite.Pass", [&](const model::Run& run) { runs.push_back(run); }));
  EXPECT_EQ(runs.size(), 5 + 9U);
  EXPECT_EQ(runs[5].injection.fired, 1U);
  EXPECT_EQ(runs[5].start_ns, 100);
}

TEST_F(CampaignRunTest, ProgressIsOfAllRounds) {
  Cases("Pass,Wide");
  options_.policy = Policy::kThreePhase;
  options_.budget.runs = 8;
  int rounds = 0;
  options_.shown = [&](const std::set<model::Experiment>&, int) -> model::Result<Shown> {
    ++rounds;
    return Shown{};
  };
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  ASSERT_GE(rounds, 1);
  EXPECT_TRUE(std::ranges::is_sorted(sink_.injection));
  for (const auto& [done, total] : sink_.injection) EXPECT_EQ(total, summary->experiments);
  EXPECT_EQ(sink_.injection.back().first, summary->experiments);
}

TEST_F(CampaignRunTest, AFaultWithoutEffectIsNotRepeated) {
  Cases("Quiet");
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->injection_runs, 3U);
  EXPECT_EQ(summary->quiet, 3U);
  const auto again = Run();
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->injection_runs, 0U);
}

TEST_F(CampaignRunTest, WhatFindingsRestOnIsRepeatedMore) {
  Cases("Pass");
  config_.repeat_max = 8;
  int asked = 0;
  options_.decisive = [&]() -> model::Result<std::vector<model::Experiment>> {
    ++asked;
    std::vector<model::Experiment> experiments;  // That of a2.
    const auto visit = [&](const model::Run& run) {
      if (run.fault && run.fault->site.value == 0xa2 && run.repeat == 0)
        experiments.push_back({*run.fault, run.dose, run.workload});
    };
    EXPECT_TRUE(campaign_->ForEachRun("Suite.Pass", visit));
    return experiments;
  };
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(asked, 3) << "to 6 repeats, to 8, and whether there is anything else";
  EXPECT_EQ(std::ranges::count(Log(), "Suite.Pass hook 00000000000000a2:1:1:1:0:0 continue"), 8);
  EXPECT_EQ(summary->injection_runs, 9 + 5U);
  const auto again = Run();
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->injection_runs, 0U);
  EXPECT_EQ(again->stored_before, 5 + 9 + 5U) << "each once, though both doublings want those of the first";
}

TEST_F(CampaignRunTest, ABudgetIsForOneRunOfEachAndRepeatsOfWhatMatters) {
  Cases("Pass");
  config_.repeat_max = 12;
  options_.budget.runs = 9;
  std::vector<model::Experiment> decisive;
  options_.decisive = [&]() -> model::Result<std::vector<model::Experiment>> {
    decisive.clear();  // That of a2.
    const auto visit = [&](const model::Run& run) {
      if (run.fault && run.fault->site.value == 0xa2 && run.repeat == 0)
        decisive.push_back({*run.fault, run.dose, run.workload});
    };
    EXPECT_TRUE(campaign_->ForEachRun("Suite.Pass", visit));
    return decisive;
  };
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  ASSERT_EQ(decisive.size(), 1U);
  EXPECT_EQ(summary->injection_runs, 3 + 2 + 3U) << "one each; a2 to 3 and 6, for 12 too few are left";
}

// The delay is a3's, 20 ms in the plan.
class BisectionTest : public CampaignRunTest {
 protected:
  BisectionTest() {
    Cases("Pass");
    options_.delayed = [&]() -> model::Result<std::vector<DelayedHop>> {
      std::vector<DelayedHop> hops;
      const auto visit = [&](const model::Run& run) {
        if (run.fault && run.dose.delay_ns == 20'000'000 && run.repeat == 0) hops.push_back({{*run.fault, run.dose, run.workload}, kEffect});
      };
      EXPECT_TRUE(campaign_->ForEachRun("Suite.Pass", visit));
      return hops;
    };
    options_.shown = [&](const std::set<model::Experiment>& experiments, int runs) -> model::Result<Shown> {
      EXPECT_EQ(runs, config_.repeat_min);
      Shown shown;
      for (const model::Experiment& experiment : experiments)
        if (experiment.dose.delay_ns >= 5'000'000) shown.effects[experiment] = {kEffect};
      return shown;
    };
  }
  long RunsOf(const char* dose) { return std::ranges::count(Log(), "Suite.Pass hook 00000000000000a3:0:1:1:" + std::string(dose) + " continue"); }

  const model::Fault kEffect{model::SiteId{0xa2}, model::Kind::kNegation, 1};
};

TEST_F(BisectionTest, FindsTheShortestDelayThatIsEnough) {
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->doses, 2U);
  EXPECT_FALSE(summary->doses_open);
  EXPECT_EQ(RunsOf("5000000:75000000"), 3);
  EXPECT_EQ(RunsOf("2500000:37500000"), 3);
  EXPECT_EQ(RunsOf("10000000:150000000"), 0) << "less is enough";
  const auto again = Run();
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->injection_runs, 0U);
  EXPECT_EQ(again->doses, 2U);
}

TEST_F(BisectionTest, TellsWhenTheBudgetIsTooSmall) {
  options_.budget.runs = 7;  // Of which three experiments take one each.
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->doses, 1U);
  EXPECT_TRUE(summary->doses_open);
  EXPECT_LE(summary->injection_runs, 7U);
  options_.budget.runs = 0;
  const auto more = Run();
  ASSERT_TRUE(more) << more.error().message;
  EXPECT_EQ(more->doses, 2U);
  EXPECT_FALSE(more->doses_open);
}

TEST_F(CampaignRunTest, RedAndFlakyTestsTakeNoPart) {
  Cases("Pass,Red,Flaky,Crash");
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->excluded.size(), 3U);
  EXPECT_EQ(ExcludedBecause("Suite.Red"), "red: fails without any fault in 5 of 5 runs");
  EXPECT_EQ(ExcludedBecause("Suite.Crash"), "red: fails without any fault in 5 of 5 runs");
  EXPECT_TRUE(ExcludedBecause("Suite.Flaky").starts_with("flaky: fails without any fault in 1 of"));
  EXPECT_EQ(ExcludedBecause("Suite.Pass"), "");
  EXPECT_NE(sink_.messages.find("end of its output: .csnake/logs/Suite.Red.log"), std::string::npos);
  std::ifstream log(root_ / ".csnake/logs/Suite.Red.log");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(log), {}), "expected 1, got 2\n");
}

TEST_F(CampaignRunTest, AllRedAndNothingToTestAreToldApart) {
  Cases("Red,Crash");
  EXPECT_EQ(Run().error().code, model::Code::kRedTests);
  Open(store::OpenMode::kFresh);
  Cases("NoSite");
  EXPECT_EQ(Run().error().code, model::Code::kNothingToTest);
  Open(store::OpenMode::kFresh);
  Cases("Pass");
  options_.tests = "Nope";
  EXPECT_EQ(Run().error().code, model::Code::kNothingToTest);
  options_.tests = "(";
  EXPECT_EQ(Run().error().code, model::Code::kInvalidArgument);
}

TEST_F(CampaignRunTest, AHangingTestIsExcludedAfterOneRun) {
  Cases("Pass,Hang");
  config_.timeout_max_ns = config_.timeout_min_ns = 1'000'000'000;
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_TRUE(ExcludedBecause("Suite.Hang").starts_with("too slow"));
  const auto log = Log();
  EXPECT_EQ(std::ranges::count(log, "Suite.Hang hook - -"), 1);
}

TEST_F(CampaignRunTest, WithoutBodyHooksTheProcessIsTheBody) {
  Cases("NoHook1,NoHook2,Pass");
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->fell_back, (std::vector<std::string>{"Suite.NoHook1", "Suite.NoHook2"}));
  EXPECT_NE(sink_.messages.find("no body hook ran in Suite.NoHook1, Suite.NoHook2"), std::string::npos);
  const auto log = Log();
  EXPECT_EQ(std::ranges::count(log, "Suite.NoHook1 hook - -"), 1);
  EXPECT_EQ(std::ranges::count(log, "Suite.NoHook1 process - -"), 5);
  EXPECT_EQ(std::ranges::count(log, "Suite.NoHook1 process 00000000000000a1:0:1:1:0:0 continue"), 3);
  const auto repro = ReproCommand(config_, *campaign_, {{model::SiteId{0xa1}, model::Kind::kThrow, 0}, {}, "Suite.NoHook1"}, "/s");
  ASSERT_TRUE(repro);
  EXPECT_EQ(ToShell(*repro), "cd " + root_.string() + " && CSNAKE_SPOOL=/s CSNAKE_BODY=process CSNAKE_FAULT=00000000000000a1:0:1:1:0:0 "
                             "CSNAKE_ASSERT=continue ./fake --gtest_filter=Suite.NoHook1 --gtest_color=no");
}

TEST_F(CampaignRunTest, WhatIsStoredIsNotRunAgain) {
  Cases("Pass,Wide");
  ASSERT_TRUE(Run());
  const size_t runs = Log().size();
  const auto again = Run();
  ASSERT_TRUE(again);
  EXPECT_EQ(Log().size(), runs);
  EXPECT_EQ(again->profile_runs + again->injection_runs, 0U);
  EXPECT_EQ(again->stored_before, runs);
  EXPECT_EQ(again->unfired.size(), 1U);
  options_.repeats = 5;
  EXPECT_EQ(Run()->injection_runs, 12U);
}

TEST_F(CampaignRunTest, StoppingLetsRunningOnesFinishAndResumes) {
  Cases("Slow1,Slow2,Slow3");
  options_.jobs = 2;
  sink_.on_run = [&](const model::Run&) {
    if (sink_.runs == 4) stop_ = 1;
  };
  const auto first = Run();
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(first->interrupted);
  EXPECT_LE(first->profile_runs, 5U);
  EXPECT_EQ(Log().size(), first->profile_runs);
  sink_.on_run = nullptr;
  stop_ = 0;
  const auto second = Run();
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(first->profile_runs + second->profile_runs, 15U);
  auto log = Log();
  EXPECT_EQ(log.size(), 15 + 27U);
}

TEST_F(CampaignRunTest, ATimeBudgetEndsTheWork) {
  Cases("Slow1,Slow2,Slow3");
  options_.jobs = 1;
  options_.budget.time_ns = 500'000'000;
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_TRUE(summary->budget_ended);
  EXPECT_LT(summary->profile_runs, 15U);
}

TEST_F(CampaignRunTest, AKilledCsnakeLosesOnlyWhatWasRunning) {
  Cases("Slow1,Slow2");
  options_.jobs = 2;
  campaign_.reset();
  const pid_t csnake = fork();
  if (csnake == 0) {
    auto campaign = store::Campaign::Open(root_.string(), store::OpenMode::kWrite);
    Recorder sink;
    (void)RunCampaign(config_, options_, **campaign, sink, stop_);
    _exit(0);
  }
  for (int i = 0; i < 2000 && Log().size() < 14; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ASSERT_GE(Log().size(), 14U);
  kill(csnake, SIGKILL);
  waitpid(csnake, nullptr, 0);
  const size_t before = Log().size();
  Open(store::OpenMode::kWrite);
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  const size_t wanted = 10 + 2 * 9;
  EXPECT_LE(before + summary->profile_runs + summary->injection_runs, wanted + 2);
  EXPECT_EQ(summary->stored_before + summary->profile_runs + summary->injection_runs, wanted);
}

TEST_F(CampaignRunTest, ARebuiltBinaryDoesNotContinueACampaign) {
  Cases("Pass");
  ASSERT_TRUE(Run());
  std::ifstream in(root_ / "fake", std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  const auto id = store::BuildId((root_ / "fake").string());
  if (id->starts_with("xxh3-")) {
    bytes += 'x';
  } else {
    std::string raw;
    for (size_t i = 0; i < id->size(); i += 2) raw += static_cast<char>(std::stoi(id->substr(i, 2), nullptr, 16));
    bytes[bytes.find(raw)] ^= 1;
  }
  fs::remove(root_ / "fake");
  std::ofstream(root_ / "fake", std::ios::binary) << bytes;
  fs::permissions(root_ / "fake", fs::perms::owner_all);
  const auto again = Run();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, model::Code::kMismatch);
  EXPECT_NE(again.error().message.find("fake was built anew"), std::string::npos);
  EXPECT_NE(again.error().message.find("csnake run --fresh"), std::string::npos);
  Open(store::OpenMode::kFresh);
  EXPECT_TRUE(Run());
}

TEST_F(CampaignRunTest, ThePlanDoesNotDependOnJobs) {
  Cases("Pass,Wide,Pass2");
  options_.jobs = 1;
  ASSERT_TRUE(Profile(config_, options_, *campaign_, sink_, stop_));
  const auto one = Plan(config_, options_, *campaign_);
  Open(store::OpenMode::kFresh);
  options_.jobs = 8;
  ASSERT_TRUE(Profile(config_, options_, *campaign_, sink_, stop_));
  const auto eight = Plan(config_, options_, *campaign_);
  ASSERT_TRUE(one && eight);
  EXPECT_EQ(one->experiments, eight->experiments);
  options_.budget.runs = 10;
  EXPECT_EQ(Allocate(config_, options_, *eight, *campaign_)->total(), 9U) << "one run each, and one left for a repeat";
}

TEST_F(CampaignRunTest, ControlsAreMadeAmongTheExperiments) {
  Cases("Pass");
  options_.jobs = 1;
  ASSERT_TRUE(Profile(config_, options_, *campaign_, sink_, stop_));
  const auto before = Plan(config_, options_, *campaign_);
  std::vector<model::Experiment> experiments;
  for (int hit = 1; hit <= 20; ++hit)
    experiments.push_back({{{0xa1}, model::Kind::kThrow, 0}, {.first_hit = hit, .hits = 1}, "Suite.Pass"});
  std::vector<int> controls;  // Their places among all runs.
  int place = 0;
  sink_.on_run = [&](const model::Run& run) {
    if (!run.fault && run.repeat >= model::kFirstControl) controls.push_back(place);
    ++place;
  };
  const auto summary = RunExperiments(config_, options_, experiments, *campaign_, sink_, stop_);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->profile_runs, 2U);
  ASSERT_EQ(controls.size(), 2U);
  EXPECT_GT(controls[0], 2);
  EXPECT_GT(controls[1] - controls[0], 2);
  const auto after = Plan(config_, options_, *campaign_);
  EXPECT_EQ(before->experiments, after->experiments) << "only the analysis looks at them";
  const auto again = RunExperiments(config_, options_, experiments, *campaign_, sink_, stop_);
  EXPECT_EQ(again->profile_runs, 0U);
}

TEST_F(CampaignRunTest, ControlsComeAlsoWhenEachPhaseIsSmall) {
  Cases("Pass");
  ASSERT_TRUE(Profile(config_, options_, *campaign_, sink_, stop_));
  auto session = Session::Begin(config_, options_, *campaign_, sink_, stop_);
  ASSERT_TRUE(session) << session.error().message;
  for (int hit = 1; hit <= 20; ++hit) {
    const model::Experiment experiment{{{0xa1}, model::Kind::kThrow, 0}, {.first_hit = hit, .hits = 1}, "Suite.Pass"};
    ASSERT_TRUE(session->Inject(std::span(&experiment, 1)));
  }
  EXPECT_EQ(session->summary().profile_runs, 2U);
}

TEST_F(CampaignRunTest, CommandsRunWithTheirArguments) {
  config::Test test;
  test.adapter = "command";
  test.name = "failover";
  test.binary = "fake";
  test.run = {"./fake", "--gtest_filter=Suite.PassByCommand"};
  test.cpus = 100;
  config_.tests = {test};
  const auto summary = Run();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->profile_runs, 5U);
  EXPECT_EQ(summary->injection_runs, 9U);
  EXPECT_EQ(ExcludedBecause("failover"), "");
}

}  // namespace
}  // namespace csnake::runner
