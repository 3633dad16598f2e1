// The armed fault: doses, bounds, what counts as natural, and the window in which it may fire.
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "scenario.h"

namespace csnake::runtime {
namespace {

// Calls Check `hits` times with `n`; writes one letter each to stderr: F for a failure.
void CheckTimes(int times, int n = 1) {
  std::string letters;
  for (int i = 0; i < times; ++i) letters += Check(n) ? 'F' : '.';
  std::fputs(letters.c_str(), stderr);
}

Trace Armed(const std::string& fault, const std::function<void()>& body, const std::string& window = "process") {
  return Record([&] { Begin(), body(); }, {{"CSNAKE_FAULT", fault}, {"CSNAKE_BODY", window}});
}

TEST(Faults, FireAtTheChosenHits) {
  EXPECT_EQ(Armed(Fault(kThrow, 0, 1, 1), [] { CheckTimes(5); }).errors, "F....");
  EXPECT_EQ(Armed(Fault(kThrow, 0, 2, 3), [] { CheckTimes(6); }).errors, ".FFF..");
  EXPECT_EQ(Armed(Fault(kInner, 0, 1, 1), [] { CheckTimes(3); }).errors, "...");
}

TEST(Faults, InjectionIsNoOccurrence) {
  const Trace trace = Armed(Fault(kThrow, 0, 2, 1), [] { CheckTimes(4), CheckTimes(3, -1); });
  EXPECT_EQ(trace.errors, ".F..FFF");
  EXPECT_EQ(trace.Count(kThrow), 3u);
  EXPECT_EQ(trace.run.injection.fired, 1u);
  EXPECT_EQ(trace.run.injection.hits, 4u) << "the guard was forced or could have been";
  ASSERT_EQ(trace.run.injection.states.size(), 1u);
  EXPECT_EQ(trace.run.injection.states[0].frames[0].function.value, kCheck);
  for (const auto& [key, seen] : trace.run.observations)
    for (const model::LocalState& state : seen.states) EXPECT_EQ(state.frames[0].taken, 1u) << "naturally true";
}

TEST(Faults, ReachedWithoutAnOccurrenceIsKnown) {
  const Trace trace = Armed("", [] { CheckTimes(4); });
  EXPECT_EQ(trace.Count(kThrow), 0u);
  EXPECT_EQ(trace.Entries(kThrow), 1u);
}

TEST(Faults, NegationForcesOneValueAndCountsBoth) {
  const auto ask = [] {
    std::string answers;
    for (const bool natural : {true, false, false, true}) answers += Ask(natural) ? 'T' : 'F';
    std::fputs(answers.c_str(), stderr);
  };
  const Trace trace = Armed(Fault(kQuestion, 1, 1, 1), ask);
  EXPECT_EQ(trace.errors, "TTFT");
  EXPECT_EQ(trace.Count(kQuestion, 1), 2u);
  EXPECT_EQ(trace.Count(kQuestion, 0), 1u) << "the negated answer is no occurrence of either";
  EXPECT_EQ(Armed(Fault(kQuestion, 0, 2, 1), ask).errors, "TFFF");
}

TEST(Faults, AQuestionAskedAgainIsNegatedAtItsHit) {
  const Trace trace = Armed(Fault(kQuestion, 1, 5, 2), [] { AskAgain(10, 1, [](int) { return false; }); });
  EXPECT_EQ(trace.run.injection.fired, 2u);
  EXPECT_EQ(trace.run.injection.hits, 10u);
  EXPECT_EQ(trace.Count(kQuestion, 0), 8u);
  EXPECT_EQ(trace.Count(kQuestion, 1), 0u);
}

TEST(Faults, DelayStopsAtItsTotal) {
  const Trace trace = Armed(Fault(kLoop, 0, 1, 1, 1'000'000, 3'500'000), [] { Work(10); });
  EXPECT_EQ(trace.run.injection.fired, 4u);
  EXPECT_EQ(trace.run.injection.hits, 10u);
  EXPECT_EQ(trace.run.injection.slept_ns, 3'500'000);
  EXPECT_GE(trace.run.injection.last_ns - trace.run.injection.first_ns, 3'000'000);
  EXPECT_EQ(trace.Count(kLoop), 10u);
}

// What sleeps at once counts once: six threads are slow for as long as one would be.
TEST(Faults, DelayTotalBoundsTheTimeInWhichAnyThreadSleeps) {
  const Trace trace = Armed(Fault(kLoop, 0, 1, 1, 10'000'000, 45'000'000), [] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 6; ++t) threads.emplace_back([] { Work(50); });
    for (std::thread& thread : threads) thread.join();
  });
  EXPECT_GT(trace.run.injection.slept_ns, 45'000'000);
  EXPECT_LE(trace.run.injection.slept_ns, 6 * 45'000'000);
  EXPECT_LE(trace.run.injection.fired, 6u * 5);  // Four of 10 ms and what is left, in each thread.
  EXPECT_EQ(trace.run.injection.hits, 300u);
}

TEST(Faults, ConcurrentHitsFireAsOftenAsAsked) {
  const Trace trace = Armed(Fault(kThrow, 0, 1'000, 10), [] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 6; ++t) threads.emplace_back([] { Work(1'000, [](int) { Check(1); }); });
    for (std::thread& thread : threads) thread.join();
  });
  EXPECT_EQ(trace.run.injection.fired, 10u);
  EXPECT_EQ(trace.run.injection.hits, 6'000u);
  EXPECT_EQ(trace.Count(kThrow), 0u);
}

TEST(Faults, WindowOfTheTestBody) {
  const auto test = [] {
    CheckTimes(2);
    csnake_body_begin();
    csnake_body_begin();
    csnake_body_end();
    CheckTimes(2);
    csnake_body_end();
    CheckTimes(2);
  };
  const Trace trace = Armed(Fault(kThrow, 0, 1, 9), test, "hook");
  EXPECT_EQ(trace.errors, "..FF..");
  EXPECT_EQ(trace.run.injection.hits, 2u);
  EXPECT_GT(trace.run.start_ns, 0);
  EXPECT_GT(trace.run.body_ns, 0);
  EXPECT_EQ(Armed(Fault(kThrow, 0, 1, 9), test).errors, "FFFFFF");
  const Trace before = Armed(Fault(kThrow, 0, 1, 9), [] { CheckTimes(2); }, "hook");
  EXPECT_EQ(before.errors, "..");
  EXPECT_EQ(before.Entries(kThrow), 0u) << "reached only within the body";
}

TEST(Faults, DelaysOnlyInsideTheWindow) {
  const Trace trace = Armed(Fault(kLoop, 0, 1, 1, 100'000, 10'000'000), [] {
    Work(5);
    csnake_body_begin();
    Work(3);
    csnake_body_end();
    Work(5);
  }, "hook");
  EXPECT_EQ(trace.run.injection.fired, 3u);
  EXPECT_EQ(trace.Count(kLoop), 13u) << "monitored all the time";
}

TEST(Faults, WindowsMayOpenAndCloseWhileThreadsRun) {
  const Trace trace = Armed(Fault(kThrow, 0, 1, 1'000'000), [] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([] { Work(5'000, [](int i) { Check(1), Ask(i % 2 == 0), Watch(i % 3 == 0); }); });
    for (int i = 0; i < 50; ++i) csnake_body_begin(), std::this_thread::yield(), csnake_body_end();
    for (std::thread& thread : threads) thread.join();
  }, "hook");
  EXPECT_EQ(trace.status, 0) << trace.errors;
  EXPECT_EQ(trace.run.injection.fired, trace.run.injection.hits);
  EXPECT_EQ(trace.Count(kThrow), 0u);
  EXPECT_EQ(trace.Count(kLoop), 20'000u);
}

TEST(Faults, AssertionsContinueWhenAsked) {
  const auto ends = [] { std::exit((Begin(), csnake_assertions_end_body()) ? 1 : 0); };
  EXPECT_EQ(Record(ends).status, 1);
  EXPECT_EQ(Record(ends, {{"CSNAKE_ASSERT", "continue"}}).status, 0);
}

TEST(Faults, UnreadableFaultEndsTheProcess) {
  for (const char* text : {"nonsense", "13:0:1:1:0", "13:0:1:1:0:0:", "13:0:1:1:0:0 "}) {
    const Trace trace = Armed(text, [] { Work(1); });
    EXPECT_EQ(trace.status, 70) << text;
    EXPECT_NE(trace.errors.find("want site:value:first_hit:hits:delay_ns:total_ns"), std::string::npos);
  }
}

}  // namespace
}  // namespace csnake::runtime
