// Nothing is lost however a process ends, and every process has a spool of its own.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "scenario.h"

namespace csnake::runtime {
namespace {

void Join(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
}

TEST(Processes, KilledLosesNothingRecordedBefore) {
  const Trace trace = Record([] {
    Begin();
    Work(12'345, [](int i) { Check(i % 5 == 0 ? -1 : 0); });
    kill(getpid(), SIGKILL);
  });
  EXPECT_EQ(trace.status, 128 + SIGKILL);
  EXPECT_EQ(trace.run.losses, (std::map<std::string, uint64_t>{}));
  EXPECT_EQ(trace.Count(kLoop), 12'345u);
  EXPECT_EQ(trace.Count(kThrow), 2'469u);
}

TEST(Processes, KilledInsideALoopWithThreadsRunning) {
  const Trace trace = Record([] {
    Begin();
    std::thread([] { Work(1'000'000'000, [](int i) { if (i == 500) kill(getpid(), SIGKILL); }); }).join();
  });
  EXPECT_EQ(trace.status, 128 + SIGKILL);
  EXPECT_GE(trace.Count(kLoop), 501u);
  EXPECT_EQ(trace.Entries(kLoop), 1u);
}

TEST(Processes, ExitWithoutDestructorsLosesNothing) {
  for (const auto& end : {+[] { _exit(3); }, +[] { quick_exit(3); }, +[] { std::_Exit(3); }}) {
    const Trace trace = Record([end] {
      Begin();
      Work(77);
      end();
    });
    EXPECT_EQ(trace.status, 3);
    EXPECT_EQ(trace.Count(kLoop), 77u);
  }
}

TEST(Processes, AForkedChildDoesNotWaitForALockOfAnotherThread) {
  const Trace trace = Record([] {
    Begin();
    static std::atomic<bool> over = false;
    std::thread busy([] {  // Holds the lock most of the time: it looks at all sites.
      static csnake_site many[20'000];
      for (uint64_t i = 0; i < std::size(many); ++i) many[i] = {1'000 + i, 1, 1, 0, 0, 0};
      while (!over) {
        csnake_register(many, many + std::size(many));
        csnake_unregister(many);
      }
    });
    for (int i = 0; i < 100; ++i) {
      const pid_t child = fork();
      if (child == 0) {
        alarm(10);
        csnake_site own = {7, 1, 1, 0, 0, 0};
        csnake_register(&own, &own + 1);
        _exit(0);
      }
      int status = 0;
      waitpid(child, &status, 0);
      if (status != 0) _exit(1);
    }
    over = true;
    busy.join();
  });
  EXPECT_EQ(trace.status, 0);
}

TEST(Processes, ForkInsideALoopGivesEachItsOwnCounts) {
  const Trace trace = Record([] {
    Begin();
    Main([] {
      Work(10, [](int i) {
        Check(-1);
        if (i != 3) return;
        if (const pid_t child = fork(); child > 0) Join(child);
      });
    });
  });
  EXPECT_EQ(trace.status, 0) << trace.errors;
  EXPECT_EQ(trace.run.losses, (std::map<std::string, uint64_t>{}));
  ASSERT_EQ(trace.processes.size(), 2u);
  const bool parent_first = Trace::CountIn(trace.processes[0], kLoop) == 10;
  const model::Run& parent = trace.processes[parent_first ? 0 : 1];
  const model::Run& child = trace.processes[parent_first ? 1 : 0];
  EXPECT_EQ(Trace::CountIn(parent, kLoop), 10u);
  EXPECT_EQ(Trace::CountIn(parent, kThrow), 10u);
  EXPECT_EQ(Trace::CountIn(child, kLoop), 6u) << "the child ran iterations 4 to 9";
  EXPECT_EQ(Trace::CountIn(child, kThrow), 6u);
}

TEST(Processes, ChildrenOfChildrenAndOfThreads) {
  const Trace trace = Record([] {
    Begin();
    std::thread([] {
      Work(1);
      const pid_t child = fork();
      if (child > 0) return Join(child);
      Work(2);
      const pid_t grandchild = fork();
      if (grandchild > 0) Join(grandchild);
      else Work(4);
      _exit(0);
    }).join();
  });
  EXPECT_EQ(trace.status, 0) << trace.errors;
  EXPECT_EQ(trace.processes.size(), 3u);
  EXPECT_EQ(trace.Count(kLoop), 7u);
  EXPECT_EQ(trace.run.losses, (std::map<std::string, uint64_t>{}));
}

TEST(Processes, TheChildOfAForkCanFailOnItsOwn) {
  const Trace trace = Record([] {
    Begin();
    const pid_t child = fork();
    if (child > 0) Join(child);
    if (child == 0) Check(1);
  }, {{"CSNAKE_FAULT", Fault(kThrow, 0, 1, 1)}});
  EXPECT_EQ(trace.run.injection.hits, 1u);
  EXPECT_EQ(trace.run.injection.fired, 1u);
  EXPECT_EQ(trace.Count(kThrow), 0u);
}

// The image that the next test becomes.
TEST(Processes, DISABLED_Image) {
  Begin();
  Work(5);
}

TEST(Processes, ExecKeepsWhatWasBeforeAndRecordsWhatFollows) {
  const Trace trace = Record([] {
    Begin();
    Work(100);
    execl("/proc/self/exe", "runtime_test", "--gtest_also_run_disabled_tests", "--gtest_filter=Processes.DISABLED_Image",
          "--gtest_brief=1", nullptr);
  });
  EXPECT_EQ(trace.status, 0) << trace.errors;
  EXPECT_EQ(trace.processes.size(), 2u);
  EXPECT_EQ(trace.Count(kLoop), 105u);
}

}  // namespace
}  // namespace csnake::runtime
