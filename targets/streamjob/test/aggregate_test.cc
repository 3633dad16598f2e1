// Aggregations, and how tasks get ready for checkpoints.

#include "job_test.h"

namespace streamjob {
namespace {

Options SmallSlices() {
  Options options;
  options.slice_records = 4;
  return options;
}

class SumJob : public JobTest {
 protected:
  SumJob() : JobTest(Pipeline({Role::kAggregate}), SmallSlices()) {}
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

Options Hasty() {
  Options options = SmallSlices();
  options.transition_timeout = Millis(80);
  return options;
}

class HastySumJob : public JobTest {
 protected:
  HastySumJob() : JobTest(Pipeline({Role::kAggregate}), Hasty()) {}
};

TEST_F(HastySumJob, AnAggregationGetsReadyInTime) {
  Append(100);
  WaitForHeads(100);
  EXPECT_TRUE(Checkpoint());
  EXPECT_TRUE(WaitUntil([&] { return results().Last(0) == 25; }));
}

Options Often() {
  Options options;
  options.checkpoint_interval = Millis(20);
  return options;
}

class FrequentCheckpoints : public JobTest {
 protected:
  FrequentCheckpoints() : JobTest(Pipeline({Role::kWorker}), Often()) {}
};

TEST_F(FrequentCheckpoints, AllTasksTakePart) {
  AppendSlowly(80, 2);
  EXPECT_TRUE(ResultsReach(80));
  EXPECT_EQ(job().checkpoint_failures(), 0u);
}

}  // namespace
}  // namespace streamjob
