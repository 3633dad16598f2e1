// What surrounds a job: lookup tables, readers of results, watermarks.

#include "job_test.h"

namespace streamjob {
namespace {

class HurriedLookup : public JobTest {
 protected:
  HurriedLookup()
      : JobTest(Pipeline({Role::kLookup}),
                {.guarantee = Guarantee::kAtLeastOnce, .table_rows = 8, .table_timeout = Millis(100)}) {}
  void Prepare() override {}
};

TEST_F(HurriedLookup, TheTableIsLoadedInTime) {
  job().Start();
  Append(20);
  EXPECT_TRUE(ResultsReach(20));
  EXPECT_EQ(results().Last(3), 3001);
}

class Lookup : public JobTest {
 protected:
  Lookup() : JobTest(Pipeline({Role::kLookup}), {}) {}
  void Prepare() override {}
};

TEST_F(Lookup, RecordsAreEnriched) {
  job().Start();
  Append(20);
  EXPECT_TRUE(ResultsReach(20));
  EXPECT_EQ(results().Last(2), 2001);
}

class ResultReading : public JobTest {
 protected:
  explicit ResultReading(const Options& options) : JobTest(Pipeline({}), options) {}
  void Prepare() override {
    job().Start();
    Append(40);
    ResultsReach(40);
    reader_ = std::make_unique<ResultReader>(results(), options_);
  }
  std::unique_ptr<ResultReader> reader_;
};

class AuditedResults : public ResultReading {
 protected:
  AuditedResults() : ResultReading({.guarantee = Guarantee::kExactlyOnce, .read_timeout = Millis(100)}) {}
};

TEST_F(AuditedResults, CanBeRead) {
  results().RequestAudit();
  for (int i = 0; i < 15; ++i) {
    EXPECT_EQ(reader_->Query(1), 1);
    Pause(5);
  }
  EXPECT_TRUE(WaitUntil([&] { return results().audits() == 1; }));
}

class CommittedResults : public ResultReading {
 protected:
  CommittedResults() : ResultReading({.guarantee = Guarantee::kExactlyOnce}) {}
};

TEST_F(CommittedResults, HaveManyReaders) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(reader_->Query(static_cast<uint32_t>(i % 4)), 1);
    Pause(3);
  }
}

class EarlyResults : public ResultReading {
 protected:
  EarlyResults() : ResultReading({.guarantee = Guarantee::kAtLeastOnce}) {}
};

TEST_F(EarlyResults, HaveManyReaders) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(reader_->Query(static_cast<uint32_t>(i % 4)), 1);
    Pause(3);
  }
}

TEST_F(EarlyResults, ADoubtIsExplainedByRecordsThatCameTwice) {
  results().Write({{0, 0, 0, 1}});
  results().RaiseDoubt();
  EXPECT_EQ(reader_->Query(0), 1);
  EXPECT_GT(reader_->errors(), 0u);
  EXPECT_EQ(results().audits(), 0u);
  Pause(60);
}

class WideJob : public JobTest {
 protected:
  WideJob() : JobTest(Pipeline({}, 4), {.progress_timeout = Millis(100)}) {}
};

TEST_F(WideJob, TheWatermarkFollowsTheSlowestHead) {
  for (size_t head = 0; head < 4; ++head) Append(10 + head, head);
  EXPECT_TRUE(WaitUntil([&] { return job().progress().WaitForWatermark() == 10; }));
  for (int i = 0; i < 15; ++i) {
    EXPECT_EQ(job().progress().WaitForWatermark(), 10u);
    Pause(5);
  }
}

class WatchedJob : public JobTest {
 protected:
  WatchedJob() : JobTest(Pipeline({}), {.progress_backoff = Millis(300)}) {}
};

TEST_F(WatchedJob, TheWatermarkFollowsTheHead) {
  Append(10);
  EXPECT_TRUE(WaitUntil([&] { return job().progress().WaitForWatermark() == 10; }));
  Pause(80);
  EXPECT_EQ(job().progress().errors(), 0u);
}

}  // namespace
}  // namespace streamjob
