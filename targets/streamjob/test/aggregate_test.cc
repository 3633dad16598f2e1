// Aggregations, and how tasks get ready for checkpoints.

#include "job_test.h"

namespace streamjob {
namespace {

class SumJob : public JobTest {
 protected:
  SumJob() : JobTest(Pipeline({Role::kAggregate}), {.slice_records = 4}) {}
};

TEST_F(SumJob, SumsComeWithEachCheckpoint) {
  for (uint64_t round = 1; round <= 3; ++round) {
    Append(40);
    WaitForHeads(40 * round);
    Checkpoint();
  }
  EXPECT_TRUE(WaitUntil([&] {
    if (results().Last(3) != 30) Checkpoint();
    return results().Last(3) == 30;
  }));
}

TEST_F(SumJob, SumsSurviveRestarts) {
  Append(40);
  WaitForHeads(40);
  EXPECT_TRUE(Checkpoint());
  job().RequestRestart("for the test");
  Append(40);
  EXPECT_TRUE(WaitUntil([&] {
    Checkpoint();
    return results().Last(1) == 20;
  }));
}

class HastySumJob : public JobTest {
 protected:
  HastySumJob() : JobTest(Pipeline({Role::kAggregate}), {.transition_timeout = Millis(120), .slice_records = 4}) {}
};

TEST_F(HastySumJob, AnAggregationGetsReadyInTime) {
  Append(100);
  WaitForHeads(100);
  EXPECT_TRUE(Checkpoint());
  EXPECT_TRUE(WaitUntil([&] { return results().Last(0) == 25; }));
}

class FrequentCheckpoints : public JobTest {
 protected:
  FrequentCheckpoints() : JobTest(Pipeline({Role::kWorker}), {.checkpoint_interval = Millis(20)}) {}
};

TEST_F(FrequentCheckpoints, AllTasksTakePart) {
  AppendSlowly(80, 2);
  EXPECT_TRUE(ResultsReach(80));
  EXPECT_EQ(job().checkpoint_failures(), 0u);
}

}  // namespace
}  // namespace streamjob
