// Which loops grew: noise, least effects, and runs of different length.
#include "fca/growth.h"
#include "tests/unit/fca/edges_fixture.h"

namespace csnake::fca {
namespace {

using GrowthTest = EdgesTest;

// Zero variance on both sides: a t test divides by zero, we do not. That other faults leave the loop alone is evidence.
TEST_F(GrowthTest, PerfectlyRepeatableIncrease) {
  Profile({5, 5, 5});
  Inject({10, 10, 10});
  for (int i = 0; i < 3; ++i) world.Inject("w", "B").Iterates("L", 5);
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

TEST_F(GrowthTest, NoisyIncreaseIsNone) {
  Profile({5, 14, 8, 20, 11});
  Inject({12, 19, 22});
  EXPECT_EQ(Story(), "");
}

TEST_F(GrowthTest, IncreaseThatVariesDoesNotHideItself) {
  Profile({10, 10, 11, 10, 10});
  Inject({50, 500, 5000});
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

TEST_F(GrowthTest, SmallIncreaseIsNone) {
  Profile({1000, 1000, 1000, 1000, 1000});
  Inject({1200, 1200, 1200});
  EXPECT_EQ(Story(), "");
}

TEST_F(GrowthTest, OneMoreIterationIsNone) {
  Profile({1, 1, 1, 1, 1});
  Inject({2, 2, 2});
  EXPECT_EQ(Story(), "");
}

TEST_F(GrowthTest, LoopThatOnlyTheInjectionEnters) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("M", 3);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Iterates("M", 3).Iterates("L", 4);
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

// Runs with the delay last four times as long; heartbeats go on at the same rate.
TEST_F(GrowthTest, PeriodicLoopInALongerRunIsNone) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(160).IteratesThroughout("L", 16);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Lasts(640).IteratesThroughout("L", 64);
  EXPECT_EQ(Story(), "");
}

TEST_F(GrowthTest, PacedLoopInALongerRunIsNone) {
  world.Declare("L", Kind::kDelay).pause = model::Pause::kSomewhere;
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(40).IteratesThroughout("L", 4);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Lasts(400).IteratesThroughout("L", 40);
  EXPECT_EQ(Story(), "");
}

TEST_F(GrowthTest, PeriodicLoopAtAHigherRate) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(160).IteratesThroughout("L", 16);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Lasts(640).IteratesThroughout("L", 200);
  EXPECT_EQ(Story(), "M -S+(D)-> L in w\n");
}

TEST_F(GrowthTest, PeriodicLoopInARunThatEndsEarlyIsNone) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(160).IteratesThroughout("L", 16);
  for (int i = 0; i < 3; ++i)
    world.Inject("w", "A").Lasts(16).Ends(model::Ending::kCrashed).IteratesThroughout("L", 6);
  EXPECT_EQ(Story(), "");
}

TEST_F(GrowthTest, WorkDrivenLoopInALongerRunIsCountedRaw) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(160).Iterates("L", 16);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Lasts(640).Iterates("L", 32);
  EXPECT_EQ(Story(), "M -S+(D)-> L in w\n");
}

// Two beats of a clock in a short test are no pace, but the long run shows it.
TEST_F(GrowthTest, AClockThatOnlyTheLongerRunShowsIsNone) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(80).Iterates("L", 2);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Lasts(1600).IteratesThroughout("L", 40);
  EXPECT_EQ(Story(), "");
}

// A clock of 10 ms in a test of 12 ms that ends before its first beat, but for once. At its rate a run of 1,500 ms has 2.2 beats in 12 ms.
TEST_F(GrowthTest, TheFirstBeatOfAClockIsNoGrowth) {
  world.Profile("w").Lasts(12).Iterates("L", 1);
  for (int i = 0; i < 9; ++i) world.Profile("w").Lasts(12).Reaches("L");
  for (int i = 0; i < 12; ++i) world.Inject("w", "A").Lasts(1500).IteratesThroughout("L", 148);
  EXPECT_EQ(Story(), "");
  for (int i = 0; i < 12; ++i) world.Inject("w", "M").Lasts(1500).IteratesThroughout("L", 600);
  EXPECT_EQ(Story(), "M -S+(D)-> L in w\n");
}

// A third of the test is over when its clock stops; in the run with the fault it goes on, no faster.
TEST_F(GrowthTest, AClockThatPausesWithoutTheFaultIsNone) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(50).IteratesThroughout("L", 5).Lasts(160);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Lasts(640).IteratesThroughout("L", 64);
  EXPECT_EQ(Story(), "");
}

// Counts are of the whole run, so its length is too: most of it is set-up.
TEST_F(GrowthTest, AFasterClockAfterALongSetUp) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(80).IteratesThroughout("L", 8).Lasts(4).Starts(76);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Lasts(160).IteratesThroughout("L", 64).Lasts(84).Starts(76);
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

// One run of six shows what the profile shows.
TEST_F(GrowthTest, IncreaseInMostRuns) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Fails("B", 1).Reaches("error0");
  for (const uint64_t times : {2U, 4U, 1U, 4U, 4U, 2U}) world.Inject("w", "A").Fails("B", times).Reaches("error0");
  for (int error = 0; error < 10; ++error)
    for (int i = 0; i < 3; ++i) world.Inject("w", "error" + std::to_string(error)).Fails("B", 1);
  EXPECT_EQ(Story(), "A -E(I)-> B in w\n");
}

// The others cause it too, though not always: that is no flakiness, or the profile would show it.
TEST_F(GrowthTest, WhatOthersMostlyCauseIsNoNoise) {
  for (int i = 0; i < 10; ++i) world.Profile("w").Iterates("L", 20);
  for (int i = 0; i < 6; ++i) world.Inject("w", "A").Iterates("L", 31);
  for (int other = 0; other < 6; ++other)
    for (const uint64_t count : {31U, 31U, 20U}) world.Inject("w", "error" + std::to_string(other)).Iterates("L", count);
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

// Each retry backs off, so the run grows with the retries and the rate stays the same.
TEST_F(GrowthTest, PacedRetriesShowPerEntry) {
  world.Declare("L", Kind::kDelay).pause = model::Pause::kSomewhere;
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(160).IteratesThroughout("L", 20, {.entries = 20});
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Lasts(640).IteratesThroughout("L", 80, {.entries = 20});
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

TEST_F(GrowthTest, PacedLoopEnteredMoreOftenInALongerRunIsNone) {
  world.Declare("L", Kind::kDelay).pause = model::Pause::kSomewhere;
  for (int i = 0; i < 5; ++i) world.Profile("w").Lasts(160).IteratesThroughout("L", 20, {.entries = 20});
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Lasts(640).IteratesThroughout("L", 80, {.entries = 80});
  EXPECT_EQ(Story(), "");
}

std::vector<Stretch> Stretched(std::initializer_list<double> more) {
  std::vector<Stretch> stretches;
  for (const double factor : more) stretches.push_back({2, factor});
  return stretches;
}

TEST(Growth, LongerRunsTellWhatDrivesALoop) {
  EXPECT_EQ(IsClockDriven(Stretched({2, 2, 1.9, 2.1, 2, 2, 2, 1})), true);      // One thread was held up.
  EXPECT_EQ(IsClockDriven(Stretched({1, 1, 1, 1, 1.1, 3, 3, 0.5})), false);     // Some faults made more work.
  EXPECT_EQ(IsClockDriven(Stretched({1, 1, 1, 2, 2, 2, 2, 2})), std::nullopt);  // Both.
  EXPECT_EQ(IsClockDriven(Stretched({2, 2, 2, 2, 2, 2, 2})), std::nullopt);     // Too few runs.
  EXPECT_EQ(IsClockDriven(std::vector<Stretch>(20, {1.1, 1.1})), std::nullopt);  // None is much longer.
  EXPECT_EQ(IsClockDriven(std::vector<Stretch>(20, {2, 1, false})), std::nullopt);  // The loop had ended, or not begun.
}

}  // namespace
}  // namespace csnake::fca
