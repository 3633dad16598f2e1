// Records on their way from the logs to the results, and tasks that fail.

#include <atomic>
#include <stdexcept>

#include "job_test.h"

namespace streamjob {
namespace {

class WorkerJob : public JobTest {
 protected:
  WorkerJob() : JobTest(Pipeline({Role::kWorker}), {}) {}
};

TEST_F(WorkerJob, ResultsComeWithTheCheckpoint) {
  Append(60);
  WaitForHeads(60);
  EXPECT_EQ(results().size(), 0u);
  EXPECT_TRUE(Checkpoint());
  EXPECT_TRUE(WaitUntil([&] { return results().size() == 60; }));
  EXPECT_EQ(results().duplicates(), 0u);
}

class TightJob : public JobTest {
 protected:
  TightJob()
      : JobTest(Pipeline({Role::kWorker}),
                {.guarantee = Guarantee::kAtLeastOnce,
                 .buffer_records = 8,
                 .queue_capacity = 2,
                 .buffer_timeout = Millis(100)},
                1) {}
};

TEST_F(TightJob, SteadyTrafficPassesThroughSmallQueues) {
  AppendSlowly(120, 2);
  EXPECT_TRUE(ResultsReach(120));
  EXPECT_EQ(job().head_failures(), 0u);
}

TEST_F(TightJob, ABurstPassesThroughSmallQueues) {
  Append(200);
  EXPECT_TRUE(ResultsReach(200));
}

class CarefulJob : public JobTest {
 protected:
  CarefulJob() : JobTest(Pipeline({Role::kWorker}), {.buffer_records = 10, .restart_attempts = 0}) {}
};

TEST_F(CarefulJob, RunsWithoutAnyFailure) {
  for (int round = 0; round < 3; ++round) {
    AppendSlowly(20, 1);
    Pause(20);
    EXPECT_TRUE(Checkpoint());
  }
  EXPECT_TRUE(ResultsReach(60));
  EXPECT_EQ(job().state(), JobState::kRunning);
}

class ReplayingJob : public JobTest {
 protected:
  ReplayingJob() : JobTest(Pipeline({Role::kWorker}), {}) {}
  void Prepare() override {
    job().Start();
    Append(40);
    WaitForHeads(40);
  }
};

TEST_F(ReplayingJob, BeginsAgainAtTheLastCheckpoint) {
  Append(20);
  WaitForHeads(60);
  EXPECT_TRUE(Checkpoint());
  Append(20);
  WaitForHeads(80);
  job().RequestRestart("for the test");
  Append(10);
  EXPECT_TRUE(ResultsReach(90));
  EXPECT_EQ(results().duplicates(), 0u);
}

TEST_F(ReplayingJob, KeepsOneTransactionForManyRecords) {
  AppendSlowly(40, 1);
  WaitForHeads(80);
  EXPECT_EQ(results().size(), 0u);
  EXPECT_TRUE(ResultsReach(80));
  EXPECT_EQ(results().duplicates(), 0u);
}

class FlakyFunction : public JobTest {
 protected:
  FlakyFunction() : JobTest(Failing(), {}) {}
  static JobGraph Failing() {
    JobGraph graph = Pipeline({Role::kWorker});
    graph.map = [failed = std::make_shared<std::atomic<bool>>(false)](const Record& record) {
      if (record.position == 25 && !failed->exchange(true)) throw std::invalid_argument("cannot parse");
      return record.value;
    };
    return graph;
  }
};

TEST_F(FlakyFunction, IsAppliedAgain) {
  Append(50);
  EXPECT_TRUE(ResultsReach(50));
  EXPECT_EQ(results().duplicates(), 0u);
  EXPECT_EQ(job().restarts(), 1u);
}

}  // namespace
}  // namespace streamjob
