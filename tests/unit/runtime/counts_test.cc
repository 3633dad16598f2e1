// Counts are exact: threads, tables that grow and are used again, calling contexts, nesting.
#include <gtest/gtest.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "scenario.h"

namespace csnake::runtime {
namespace {

model::FunctionId Id(uint64_t function) { return model::FunctionId{function}; }

TEST(Counts, AreExactWithSeveralThreads) {
  const Trace trace = Record([] {
    Begin();
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([] { Work(20'000, [](int i) { Check(i % 100 == 0 ? -1 : 1); }); });
    for (std::thread& thread : threads) thread.join();
  });
  EXPECT_EQ(trace.status, 0);
  EXPECT_EQ(trace.run.losses, (std::map<std::string, uint64_t>{}));
  EXPECT_EQ(trace.run.processes, 1);
  EXPECT_EQ(trace.Count(kLoop), 160'000u);
  EXPECT_EQ(trace.Entries(kLoop), 8u);
  EXPECT_EQ(trace.Count(kThrow), 1'600u);
}

TEST(Counts, TimelineHoldsEveryEvent) {
  const Trace trace = Record([] {
    Begin();
    Work(100'000);
  });
  for (const auto& [key, seen] : trace.run.observations) {
    uint64_t sum = 0;
    for (const uint32_t count : seen.timeline.counts) sum += count;
    EXPECT_EQ(sum, seen.count);
    EXPECT_LE(seen.first_ns, seen.last_ns);
  }
}

TEST(Counts, IterationsAreTimedWithinOneExecution) {
  const Trace trace = Record([] {
    Begin();
    for (int execution = 0; execution < 3; ++execution) {
      Work(4, [](int) { usleep(2'000); });
      usleep(50'000);
    }
  });
  for (const auto& [key, seen] : trace.run.observations) {
    if (key.site.value != kLoop) continue;
    EXPECT_EQ(seen.timed, 9u) << "the last iteration of each execution has no end that is seen";
    EXPECT_GE(seen.least_ns, 2'000'000);
    EXPECT_GE(seen.timed_ns, 9 * seen.least_ns);
  }
}

TEST(Counts, TablesOfEndedThreadsAreUsedAgain) {
  const Trace trace = Record([] {
    Begin();
    for (int t = 0; t < 200; ++t) std::thread([] { Work(10); }).join();
  });
  EXPECT_EQ(trace.Count(kLoop), 2'000u);
  EXPECT_EQ(trace.Entries(kLoop), 200u);
  EXPECT_LT(trace.spool_bytes, 600'000u) << "200 tables would have 25 MB";
}

TEST(Counts, TableGrowsBeyondItsFirstSlots) {
  constexpr int kSites = 5'000;
  const Trace trace = Record([] {
    static csnake_site many[kSites];
    for (uint64_t i = 0; i < kSites; ++i) many[i] = {1'000 + i, 1, 1, 0, 0, 0};
    csnake_register(many, many + kSites);
    csnake_path path = {kMain, 0, 0};
    for (int round = 0; round < 3; ++round)
      for (csnake_site& site : many) csnake_occur(&path, nullptr, &site);
  });
  EXPECT_EQ(trace.run.losses, (std::map<std::string, uint64_t>{}));
  ASSERT_EQ(trace.run.observations.size(), size_t{kSites});
  for (const auto& [key, seen] : trace.run.observations) {
    ASSERT_EQ(seen.count, 3u) << key.site.value;
    ASSERT_EQ(seen.states.size(), 1u);
  }
}

TEST(Counts, AreKeptByCallingContext) {
  const Trace trace = Record([] {
    Begin();
    Main([] { Check(-1); });
    Main([] { Work(2, [](int) { Check(-1); }); });
    Check(-1);
  });
  std::map<std::pair<uint64_t, uint64_t>, uint64_t> by_callers;
  for (const auto& [key, seen] : trace.run.observations)
    if (key.site.value == kThrow) by_callers[{key.callers[0].value, key.callers[1].value}] += seen.count;
  EXPECT_EQ(by_callers, (std::map<std::pair<uint64_t, uint64_t>, uint64_t>{{{kMain, 0}, 1}, {{kWork, kMain}, 2}, {{0, 0}, 1}}));
}

TEST(Counts, NestingIsDynamic) {
  const Trace trace = Record([] {
    Begin();
    Work(3, [](int) { Nested(); });
    Nested();
  });
  std::map<uint64_t, uint64_t> by_parent;
  for (const auto& [key, seen] : trace.run.observations)
    if (key.site.value == kInner) by_parent[key.parent_loop.value] += seen.count;
  EXPECT_EQ(by_parent, (std::map<uint64_t, uint64_t>{{kLoop, 3}, {0, 1}}));
}

TEST(Counts, LoopsKnowWhatTheSameExecutionOfTheirParentHeldBefore) {
  const auto after = [](const Trace& trace, uint64_t loop, uint64_t earlier) {
    for (const auto& [key, seen] : trace.run.observations)
      if (key.site.value == loop && key.parent_loop.value == kLoop) return seen.after.MayContain({earlier});
    ADD_FAILURE() << "loop " << loop << " was not nested";
    return false;
  };
  const Trace together = Record([] {
    Begin();
    Work(2, [](int i) { i == 0 ? Nested() : Work(1); });
  });
  EXPECT_TRUE(after(together, kLoop, kInner));
  EXPECT_FALSE(after(together, kInner, kLoop));
  const Trace apart = Record([] {
    Begin();
    Work(1, [](int) { Nested(); });
    Work(1, [](int) { Work(1); });
  });
  EXPECT_FALSE(after(apart, kLoop, kInner));
}

TEST(Counts, StatesAreDistinctAndBounded) {
  const Trace trace = Record([] {
    Begin();
    static csnake_site site = {0x99, 1, 1, 0, 0, 0};
    csnake_path path = {kMain, 0, 0};
    for (csnake_u64 round = 0; round < 2; ++round)
      for (csnake_u64 i = 0; i < 20; ++i) {
        path.seen = path.taken = i;
        csnake_occur(&path, nullptr, &site);
      }
  });
  ASSERT_EQ(trace.run.observations.size(), 1u);
  const model::Observation& seen = trace.run.observations.begin()->second;
  EXPECT_EQ(seen.count, 40u);
  EXPECT_EQ(seen.states.size(), 12u);
  EXPECT_EQ(seen.states_dropped, 16u);
}

TEST(Counts, QuestionsAskedAgainAreCountedWithAllTheirStates) {
  const Trace trace = Record([] {
    Begin();
    Main([] { AskAgain(6'000, 3, [](int i) { return i % 4 == 0; }); });
    AskAgain(6'000, 20, [](int) { return true; });
  });
  EXPECT_EQ(trace.Count(kQuestion, 0), 4'500u);
  EXPECT_EQ(trace.Count(kQuestion, 1), 7'500u);
  for (const auto& [key, seen] : trace.run.observations) {
    const bool alone = key.callers[0].value == 0;
    EXPECT_EQ(seen.states.size(), alone ? 12u : 3u);
    EXPECT_EQ(seen.states_dropped, alone ? 2'400u : 0u) << "20 states of 300 questions each, 12 of them kept";
  }
}

TEST(Counts, QuestionsOfTheChildOfAForkHaveTheirStates) {
  const Trace trace = Record([] {
    Begin();
    AskAgain(100, 1, [](int i) {
      if (i == 50 && fork() > 0) wait(nullptr);
      return true;
    });
  });
  ASSERT_EQ(trace.processes.size(), 2u);
  EXPECT_EQ(trace.Count(kQuestion, 1), 150u);
  for (const model::Run& process : trace.processes)
    for (const auto& [key, seen] : process.observations) EXPECT_EQ(seen.states.size(), 1u);
}

TEST(Counts, WatchedOutcomesAreNotedOnceEach) {
  const Trace trace = Record([] {
    Begin();
    for (int i = 0; i < 5; ++i) Watch(true);
  });
  EXPECT_EQ(trace.Count(kWatched, 1), 1u);
  EXPECT_EQ(trace.Count(kWatched, 0), 0u);
}

TEST(Counts, ContextAndNestingAreRightAfterLongjmp) {
  const Trace trace = Record([] {
    Begin();
    Main([] {
      static jmp_buf back;
      static csnake_frame* frame;
      frame = csnake_top_frame;
      csnake_loop* volatile loop = nullptr;
      static int rounds = 0;
      csnake_landed(nullptr, frame, &loop, setjmp(back));
      if (++rounds < 5) Work(3, [](int i) {
        Check(-1);
        if (i == 1) longjmp(back, 1);
      });
      Nested();
    });
  });
  EXPECT_EQ(trace.status, 0) << trace.errors;
  EXPECT_EQ(trace.run.losses, (std::map<std::string, uint64_t>{}));
  EXPECT_EQ(trace.Count(kLoop), 8u);
  EXPECT_EQ(trace.Count(kThrow), 8u);
  for (const auto& [key, seen] : trace.run.observations) {
    EXPECT_EQ(key.parent_loop.value, 0u);
    if (key.site.value == kThrow) EXPECT_EQ(key.callers, (std::array{Id(kWork), Id(kMain)}));
    else EXPECT_EQ(key.callers, (std::array{Id(kMain), Id(0)}));
  }
}

// Calls Check(-1) from a timer's handler while the main thread is busy in the runtime; site 0x99 counts the calls.
Trace Interrupt(bool reached_before) {
  return Record([reached_before] {
    Begin();
    static std::atomic<int> handled;
    if (reached_before) Check(1);
    static const auto handler = [](int) { Check(-1), ++handled; };
    signal(SIGALRM, handler);
    const itimerval soon = {{0, 200}, {0, 200}};
    setitimer(ITIMER_REAL, &soon, nullptr);
    for (int i = 0; i < 300 && handled < 200; ++i) Work(2'000, [](int n) { Ask(n % 2 == 0); });
    const itimerval never = {};
    setitimer(ITIMER_REAL, &never, nullptr);
    static csnake_site total = {0x99, 1, 1, 0, 0, 0};
    csnake_path path = {kMain, 0, 0};
    for (int i = 0; i < handled; ++i) csnake_occur(&path, nullptr, &total);
  });
}

uint64_t LostEvents(const Trace& trace) {
  const auto lost = trace.run.losses.find("spool_full");
  return lost == trace.run.losses.end() ? 0 : lost->second;
}

TEST(Counts, SignalHandlersAreCountedOrLostByNumber) {
  const Trace trace = Interrupt(true);
  EXPECT_EQ(trace.status, 0) << trace.errors;
  EXPECT_EQ(trace.Count(0x99), trace.Count(kThrow) + LostEvents(trace));
  EXPECT_EQ(trace.Count(kQuestion, 0), trace.Count(kQuestion, 1));
  EXPECT_EQ(trace.Count(kQuestion, 0) * 2, trace.Count(kLoop));
}

// The first hit of a site may be one that gets no slot: it is lost by number, and a later hit shows the site reached.
TEST(Counts, ASiteFirstReachedWhileInterruptingIsReachedLater) {
  for (int round = 0; round < 10; ++round) {
    const Trace trace = Interrupt(false);
    EXPECT_EQ(trace.status, 0) << trace.errors;
    if (trace.Count(kThrow) > 0) EXPECT_EQ(trace.Entries(kThrow), 1u) << "round " << round;
    EXPECT_GE(trace.Count(kThrow) + LostEvents(trace), trace.Count(0x99));
  }
}

}  // namespace
}  // namespace csnake::runtime
