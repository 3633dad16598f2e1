#include "store/campaign.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "store/losses.h"
#include "store/subset_reader.h"

namespace csnake::store {
namespace {

namespace fs = std::filesystem;

model::LocalState State(uint64_t function) {
  model::LocalState state;
  state.frames[0] = {model::FunctionId{function}, 0b101, 0b100};
  state.frames[1] = {model::FunctionId{function + 1}, ~uint64_t{0}, 0};
  return state;
}

model::Run ProfileRun(const std::string& workload, int repeat) {
  model::Run run;
  run.workload = workload;
  run.repeat = repeat;
  run.body_ns = 1'000'000;
  run.start_ns = 500;
  run.processes = 2;
  model::Observation& seen = run.observations[{model::SiteId{9}, 1, model::SiteId{8}, {model::FunctionId{7}, {}}}];
  seen.count = 3;
  seen.entries = 2;
  seen.first_ns = 10;
  seen.last_ns = 20;
  seen.timeline.window_ns = 4'000'000;
  seen.timeline.counts = {1, 0, 2};
  seen.states = {State(1), State(2)};
  seen.states_dropped = 4;
  seen.after.Add(model::SiteId{0x123456789});
  seen.timed = 3;
  seen.timed_ns = 4'000'000;
  seen.least_ns = 1'000'000;
  return run;
}

model::Run InjectionRun(const std::string& workload, uint64_t site, int repeat) {
  model::Run run = ProfileRun(workload, repeat);
  run.fault = model::Fault{model::SiteId{site}, model::Kind::kNegation, 1};
  run.dose.first_hit = 2;
  run.ending = model::Ending::kCrashed;
  run.status = 11;
  run.injection = {5, 1, 11, 12, 0, {State(3)}};
  run.losses = {{std::string(kSpoolFull), 17}};
  return run;
}

class CampaignTest : public testing::Test {
 protected:
  CampaignTest() : root_(fs::path(testing::TempDir()) / ("csnake-store-" + std::to_string(getpid()))) {
    fs::create_directories(root_);
  }
  ~CampaignTest() override { fs::remove_all(root_); }

  std::unique_ptr<Campaign> Open(OpenMode mode) {
    auto campaign = Campaign::Open(root_.string(), mode);
    EXPECT_TRUE(campaign) << campaign.error().message;
    return campaign ? *std::move(campaign) : nullptr;
  }

  fs::path root_;
};

std::vector<RunKey> KeysOf(const Campaign& campaign, const std::string& workload) {
  std::vector<RunKey> keys;
  EXPECT_TRUE(campaign.ForEachRun(workload, [&](const model::Run& run) { keys.push_back(KeyOf(run)); }));
  return keys;
}

TEST_F(CampaignTest, EverythingComesBackAsItWasWritten) {
  const Meta meta{"p", 42, 1'700'000'000, 7, {{"build/t", "abcd", 99}}};
  model::Catalogue catalogue;
  catalogue.sites[model::SiteId{9}].id = model::SiteId{9};
  const std::vector<Workload> workloads = {{"A.b", "gtest", "build/t", ""}, {"A.c", "gtest", "build/t", "red"},
                                           {"D", "ctest", "build/t", "", {"build/t", "-x"}, {"MODE=fast", "HOME"}, "/build", 3}};
  {
    const auto campaign = Open(OpenMode::kWrite);
    EXPECT_FALSE(campaign->ReadMeta()->has_value());
    EXPECT_TRUE(campaign->WriteMeta(meta));
    const uint64_t version = campaign->Version();
    EXPECT_TRUE(campaign->WriteMeta(meta));
    EXPECT_EQ(campaign->Version(), version);
    EXPECT_TRUE(campaign->WriteCatalogue(catalogue));
    EXPECT_NE(campaign->Version(), version);
    EXPECT_TRUE(campaign->WriteWorkloads({workloads[2], workloads[1], workloads[0]}));
    EXPECT_TRUE(campaign->WriteRun(ProfileRun("A.b", 0)));
    EXPECT_TRUE(campaign->WriteRun(InjectionRun("A.b", 9, 0), "boom"));
  }
  const auto campaign = Open(OpenMode::kRead);
  EXPECT_EQ(**campaign->ReadMeta(), meta);
  EXPECT_EQ(*campaign->ReadCatalogue(), catalogue);
  EXPECT_EQ(*campaign->ReadWorkloads(), workloads);
  std::vector<model::Run> runs;
  EXPECT_TRUE(campaign->ForEachRun("A.b", [&](const model::Run& run) { runs.push_back(run); }));
  EXPECT_EQ(runs, (std::vector{ProfileRun("A.b", 0), InjectionRun("A.b", 9, 0)}));
  std::vector<model::Run> profile;
  EXPECT_TRUE(campaign->ForEachProfileRun("A.b", [&](const model::Run& run) { profile.push_back(run); }));
  EXPECT_EQ(profile, (std::vector{ProfileRun("A.b", 0)}));
  EXPECT_EQ(*campaign->ReadOutput(KeyOf(runs[1])), "boom");
  EXPECT_EQ(*campaign->ReadOutput(KeyOf(runs[0])), "");
  EXPECT_EQ(**campaign->ReadRun(KeyOf(runs[1])), runs[1]);
  EXPECT_EQ(campaign->WriteMeta(meta).error().code, model::Code::kUnavailable);
}

TEST_F(CampaignTest, RunsComeProfileFirstThenByFaultDoseRepeat) {
  const auto campaign = Open(OpenMode::kWrite);
  std::vector<model::Run> runs = {ProfileRun("A", 0), ProfileRun("A", 1), ProfileRun("A", 10)};
  for (const uint64_t site : {uint64_t{1}, uint64_t{256}, ~uint64_t{0}})
    for (const int repeat : {0, 1, 2}) runs.push_back(InjectionRun("A", site, repeat));
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) EXPECT_TRUE(campaign->WriteRun(*run));
  EXPECT_TRUE(campaign->WriteRun(ProfileRun("AB", 0)));
  EXPECT_TRUE(campaign->WriteRun(ProfileRun("", 0)));
  std::vector<RunKey> keys;
  for (const model::Run& run : runs) keys.push_back(KeyOf(run));
  EXPECT_EQ(KeysOf(*campaign, "A"), keys);
  EXPECT_EQ(KeysOf(*campaign, "AB").size(), 1U);
  EXPECT_TRUE(KeysOf(*campaign, "unknown").empty());
  EXPECT_TRUE(*campaign->HasRun(keys[4]));
  keys[4].repeat = 77;
  EXPECT_FALSE(*campaign->HasRun(keys[4]));
}

TEST_F(CampaignTest, ASubsetHasAllProfileRunsAndTheFirstOfSomeExperiments) {
  const auto campaign = Open(OpenMode::kWrite);
  ASSERT_TRUE(campaign->WriteRun(ProfileRun("w", 0)));
  ASSERT_TRUE(campaign->WriteRun(ProfileRun("w", 1)));
  for (const uint64_t site : {uint64_t{3}, uint64_t{4}, uint64_t{5}})
    for (int repeat = 0; repeat < 3; ++repeat) ASSERT_TRUE(campaign->WriteRun(InjectionRun("w", site, repeat)));
  ASSERT_TRUE(campaign->WriteRun(InjectionRun("other", 3, 0)));
  const auto experiment = [](const std::string& workload, uint64_t site) {
    const model::Run run = InjectionRun(workload, site, 0);
    return model::Experiment{*run.fault, run.dose, workload};
  };
  const FirstRuns first = {{experiment("w", 5), 2}, {experiment("w", 3), 7}, {experiment("other", 3), 1}, {experiment("w", 99), 1}};
  std::vector<RunKey> keys;
  ASSERT_TRUE(SubsetReader(*campaign, first).ForEachRun("w", [&](const model::Run& run) { keys.push_back(KeyOf(run)); }));
  std::vector<RunKey> expected = {KeyOf(ProfileRun("w", 0)), KeyOf(ProfileRun("w", 1))};
  for (int repeat = 0; repeat < 3; ++repeat) expected.push_back(KeyOf(experiment("w", 3), repeat));
  for (int repeat = 0; repeat < 2; ++repeat) expected.push_back(KeyOf(experiment("w", 5), repeat));
  EXPECT_EQ(keys, expected);
}

TEST_F(CampaignTest, OneWriterAndManyReaders) {
  EXPECT_EQ(Campaign::Open(root_.string(), OpenMode::kRead).error().code, model::Code::kNotFound);
  const auto writer = Open(OpenMode::kWrite);
  EXPECT_TRUE(writer->WriteRun(ProfileRun("A", 0)));
  const auto second = Campaign::Open(root_.string(), OpenMode::kWrite);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, model::Code::kUnavailable);
  EXPECT_NE(second.error().message.find("process " + std::to_string(getpid())), std::string::npos);
  EXPECT_EQ(KeysOf(*Open(OpenMode::kRead), "A").size(), 1U);
}

TEST_F(CampaignTest, FreshForgetsEverything) {
  EXPECT_TRUE(Open(OpenMode::kWrite)->WriteRun(ProfileRun("A", 0)));
  EXPECT_TRUE(KeysOf(*Open(OpenMode::kFresh), "A").empty());
}

// Reports each acknowledged run through the pipe until it is killed.
[[noreturn]] void WriteUntilKilled(const std::string& root, int acknowledged) {
  auto campaign = Campaign::Open(root, OpenMode::kWrite);
  for (int repeat = 0; campaign; ++repeat) {
    if (!(*campaign)->WriteRun(ProfileRun("A", repeat))) break;
    if (write(acknowledged, &repeat, sizeof repeat) != sizeof repeat) break;
  }
  _exit(1);
}

TEST_F(CampaignTest, KillLosesNothingAcknowledged) {
  std::array<int, 2> pipe_ends{};
  ASSERT_EQ(pipe(pipe_ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) WriteUntilKilled(root_.string(), pipe_ends[1]);
  close(pipe_ends[1]);
  int last = -1;
  for (int i = 0; i < 500; ++i) ASSERT_EQ(read(pipe_ends[0], &last, sizeof last), static_cast<ssize_t>(sizeof last));
  kill(child, SIGKILL);
  while (read(pipe_ends[0], &last, sizeof last) == static_cast<ssize_t>(sizeof last)) {}
  close(pipe_ends[0]);
  waitpid(child, nullptr, 0);
  const auto campaign = Open(OpenMode::kWrite);
  EXPECT_GE(KeysOf(*campaign, "A").size(), static_cast<size_t>(last) + 1);
  EXPECT_EQ(*(*campaign).ReadRun(KeyOf(ProfileRun("A", last))), ProfileRun("A", last));
}

// No file may grow beyond 256 KiB: to the program that is a disk which fills up.
int WriteUntilFull(const std::string& root) {
  signal(SIGXFSZ, SIG_IGN);
  auto campaign = Campaign::Open(root, OpenMode::kWrite);
  if (!campaign) return 1;
  const rlimit limit{256 << 10, 256 << 10};
  setrlimit(RLIMIT_FSIZE, &limit);
  int stored = 0;
  model::Result<void> good;
  while (stored < 100'000 && (good = (*campaign)->WriteRun(ProfileRun("A", stored)))) ++stored;
  if (good || good.error().code != model::Code::kUnavailable) return 2;
  const auto run = (*campaign)->ReadRun(KeyOf(ProfileRun("A", stored - 1)));
  return run && run->has_value() ? 0 : 3;
}

TEST_F(CampaignTest, AFullDiskIsAnErrorAndTheStoreStaysReadable) {
  const pid_t child = fork();
  if (child == 0) _exit(WriteUntilFull(root_.string()));
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const auto campaign = Open(OpenMode::kWrite);
  ASSERT_TRUE(campaign);
  EXPECT_GT(KeysOf(*campaign, "A").size(), 10U);
  EXPECT_TRUE(campaign->WriteRun(ProfileRun("B", 0)));
}

TEST(Losses, EveryLossHasASentence) {
  for (const Loss& loss : Losses()) {
    EXPECT_EQ(FindLoss(loss.name), &loss);
    EXPECT_TRUE(loss.sentence.ends_with("."));
  }
  EXPECT_EQ(FindLoss("no such loss"), nullptr);
}

}  // namespace
}  // namespace csnake::store
