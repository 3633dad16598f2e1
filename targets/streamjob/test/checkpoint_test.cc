// Checkpoints: in time, late, and too late.

#include "job_test.h"

namespace streamjob {
namespace {

class ImpatientJob : public JobTest {
 protected:
  ImpatientJob() : JobTest(Pipeline({Role::kWorker}), {.checkpoint_timeout = Millis(100), .tolerable_failures = 20}) {}
};

TEST_F(ImpatientJob, ManyChangesAreWrittenInTime) {
  for (int round = 0; round < 3; ++round) {
    Append(40);
    WaitForHeads(40u * (static_cast<uint64_t>(round) + 1));
    EXPECT_TRUE(Checkpoint());
  }
  EXPECT_GE(cluster_->storage().entries_written(), 120u);
}

class StrictJob : public JobTest {
 protected:
  StrictJob()
      : JobTest(Pipeline({Role::kWorker}),
                {.checkpoint_interval = Millis(30), .tolerable_failures = 0, .restart_attempts = 0}) {}
};

TEST_F(StrictJob, LivesAsLongAsItsCheckpointsSucceed) {
  AppendSlowly(60, 4);
  EXPECT_TRUE(ResultsReach(60));
  EXPECT_EQ(job().state(), JobState::kRunning);
}

class TolerantJob : public JobTest {
 protected:
  TolerantJob()
      : JobTest(Pipeline({Role::kWorker}),
                {.checkpoint_timeout = Millis(80), .tolerable_failures = 5, .cost = {.entry_write = Micros(2000)}}) {}
};

TEST_F(TolerantJob, SurvivesALateCheckpoint) {
  Append(60);
  WaitForHeads(60);
  EXPECT_FALSE(Checkpoint());
  Pause(100);
  Append(6);
  EXPECT_TRUE(ResultsReach(66));
  EXPECT_EQ(results().duplicates(), 0u);
  EXPECT_EQ(job().restarts(), 0u);
}

class PeriodicJob : public JobTest {
 protected:
  PeriodicJob() : JobTest(Pipeline({Role::kWorker}), {.checkpoint_interval = Millis(25)}) {}
};

TEST_F(PeriodicJob, CountsSurviveRestarts) {
  AppendSlowly(30, 2);
  job().RequestRestart("for the test");
  AppendSlowly(30, 2);
  EXPECT_TRUE(ResultsReach(60));
  EXPECT_EQ(results().duplicates(), 0u);
  EXPECT_GE(job().checkpoints(), 2u);
}

class TwoHeads : public JobTest {
 protected:
  TwoHeads() : JobTest(Pipeline({Role::kWorker}, 2), {}, 3) {}
};

TEST_F(TwoHeads, BarriersAreAligned) {
  for (int round = 0; round < 4; ++round) {
    Append(15, 0);
    Append(5, 1);
    Pause(10);
    EXPECT_TRUE(Checkpoint());
  }
  EXPECT_TRUE(ResultsReach(80));
  EXPECT_EQ(results().duplicates(), 0u);
}

TEST(CheckpointStorageTest, TheLatestCheckpointIsReadBack) {
  MiniCluster cluster(Pipeline({}), {}, 1);
  const std::atomic<bool> cancelled{false};
  cluster.storage().WriteSegment({1, 7}, {{1, 10}, {2, 20}}, cancelled);
  cluster.storage().Complete({7, {{0, 33}}, {{1, 7}}});
  const CompletedCheckpoint latest = cluster.storage().Latest();
  EXPECT_EQ(latest.id, 7u);
  EXPECT_EQ(latest.positions.at(0), 33u);
  ASSERT_EQ(latest.segments.size(), 1u);
  EXPECT_EQ(cluster.storage().ReadSegment(latest.segments[0]).at(1).value, 20);
}

}  // namespace
}  // namespace streamjob
