#include "runner/process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "runner/run_directories.h"

namespace csnake::runner {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kSecond = 1'000'000'000;

class ProcessTest : public testing::Test {
 protected:
  ProcessTest() : directory_(fs::path(testing::TempDir()) / ("csnake-process-" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
  }
  ~ProcessTest() override { fs::remove_all(directory_); }

  Command Shell(const std::string& script, int64_t timeout_ns = 20 * kSecond) {
    return {{"/bin/sh", "-c", script}, TargetEnvironment(), directory_.string(), (directory_ / "output").string(), timeout_ns};
  }
  Command Hanging(int64_t timeout_ns) {
    Command command = Shell("", timeout_ns);
    command.arguments = {FAKE_TARGET, "--gtest_filter=Suite.Hang"};
    command.environment.push_back("FAKE_STATE=" + directory_.string());
    return command;
  }
  std::vector<pid_t> Pids() {
    std::vector<pid_t> pids;
    std::ifstream stream(directory_ / "pids");
    for (pid_t pid = 0; stream >> pid;) pids.push_back(pid);
    return pids;
  }
  // The target, a child in another session, and an orphaned grandchild.
  bool AwaitPids() {
    for (int i = 0; i < 500 && Pids().size() < 3; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return Pids().size() == 3;
  }
  void ExpectAllGone() {
    for (const pid_t pid : Pids()) {
      int tries = 0;
      while (kill(pid, 0) == 0 && ++tries < 300) std::this_thread::sleep_for(std::chrono::milliseconds(10));
      EXPECT_LT(tries, 300) << "process " << pid << " still runs";
    }
  }

  fs::path directory_;
  std::atomic<int> stop_ = 0;
};

TEST_F(ProcessTest, EveryWayToEnd) {
  EXPECT_EQ(Execute(Shell("exit 0"), stop_)->ending, model::Ending::kPassed);
  const auto failed = Execute(Shell("echo out; echo err >&2; exit 3"), stop_);
  EXPECT_EQ(failed->ending, model::Ending::kFailed);
  EXPECT_EQ(failed->status, 3);
  EXPECT_EQ(TailOf((directory_ / "output").string(), 100), "out\nerr\n");
  const auto crashed = Execute(Shell("kill -SEGV $$"), stop_);
  EXPECT_EQ(crashed->ending, model::Ending::kCrashed);
  EXPECT_EQ(crashed->status, SIGSEGV);
  EXPECT_EQ(Execute(Shell("read line; exit $?"), stop_)->status, 1) << "stdin is empty";
}

TEST_F(ProcessTest, WhatCannotStartIsNamed) {
  Command command = Shell("");
  command.arguments = {"./no-such-program"};
  const auto missing = Execute(command, stop_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, model::Code::kUnavailable);
  EXPECT_NE(missing.error().message.find("./no-such-program"), std::string::npos);
  command = Shell("exit 0");
  command.directory = "/no/such/directory";
  EXPECT_EQ(Execute(command, stop_).error().code, model::Code::kUnavailable);
}

TEST_F(ProcessTest, TheTimeLimitKillsGrandchildrenToo) {
  const auto exit = Execute(Hanging(kSecond), stop_);
  ASSERT_TRUE(exit) << exit.error().message;
  EXPECT_EQ(exit->ending, model::Ending::kTimedOut);
  EXPECT_GE(exit->wall_ns, kSecond);
  EXPECT_LT(exit->wall_ns, 5 * kSecond);
  EXPECT_EQ(Pids().size(), 3U);
  ExpectAllGone();
}

TEST_F(ProcessTest, WhatATestLeavesBehindIsKilled) {
  const auto exit = Execute(Shell("setsid sleep 100 & echo $! >> pids; exit 0"), stop_);
  ASSERT_TRUE(exit);
  EXPECT_EQ(exit->ending, model::Ending::kPassed);
  EXPECT_EQ(Pids().size(), 1U);
  ExpectAllGone();
}

TEST_F(ProcessTest, StopNowKillsAndIsReported) {
  std::jthread stopper([this] {
    AwaitPids();
    stop_ = kStopNow;
  });
  const auto exit = Execute(Hanging(60 * kSecond), stop_);
  ASSERT_FALSE(exit);
  EXPECT_EQ(exit.error().code, model::Code::kInterrupted);
  ExpectAllGone();
}

TEST_F(ProcessTest, KillingCsnakeLeavesNothingRunning) {
  const Command command = Hanging(60 * kSecond);
  const pid_t csnake = fork();
  if (csnake == 0) {
    (void)Execute(command, stop_);
    _exit(0);
  }
  ASSERT_TRUE(AwaitPids());
  kill(csnake, SIGKILL);
  waitpid(csnake, nullptr, 0);
  ExpectAllGone();
}

TEST_F(ProcessTest, TailBeginsWithALine) {
  std::ofstream(directory_ / "long") << std::string(100, 'a') << "\nsecond\nthird\n";
  EXPECT_EQ(TailOf((directory_ / "long").string(), 15), "second\nthird\n");
  EXPECT_EQ(TailOf("/no/such/file", 15), "");
}

TEST_F(ProcessTest, EnvironmentOfATargetIsClean) {
  setenv("CSNAKE_FAULT", "x", 1);
  setenv("GTEST_REPEAT", "7", 1);
  setenv("KEPT", "1", 1);
  const auto environment = TargetEnvironment();
  unsetenv("CSNAKE_FAULT");
  unsetenv("GTEST_REPEAT");
  EXPECT_EQ(std::ranges::count_if(environment, [](auto& e) { return e.starts_with("CSNAKE_") || e.starts_with("GTEST_"); }), 0);
  EXPECT_EQ(std::ranges::count(environment, "KEPT=1"), 1);
}

TEST_F(ProcessTest, DirectoriesOfTheDeadAreRemovedAndOfTheLivingKept) {
  const std::string base = directory_.string();
  std::string dead;
  const pid_t child = fork();
  if (child == 0) {
    (void)RunDirectories::Make(base)->release()->Add();
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  for (const auto& entry : fs::directory_iterator(base)) dead = entry.path();
  ASSERT_TRUE(fs::exists(dead + "/0/spool"));
  const auto first = RunDirectories::Make(base);
  const auto second = RunDirectories::Make(base);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(fs::exists(dead));
  EXPECT_TRUE(fs::exists((*first)->path()));
  EXPECT_NE(*(*first)->Add(), *(*first)->Add());
}

}  // namespace
}  // namespace csnake::runner
