// Writers that vanish, and groups of streams that must not.

#include <thread>

#include "cluster_test.h"
#include "error.h"
#include "stream_group.h"

namespace blockstore {
namespace {

Options ShortLeases() {
  Options options;
  options.lease_timeout = Millis(120);
  options.node_rpc_timeout = Millis(120);
  return options;
}

class CrashedWriter : public ClusterTest {
 protected:
  CrashedWriter() : ClusterTest(ShortLeases(), 3) {}
};

TEST_F(CrashedWriter, OpenFilesAreRecovered) {
  constexpr size_t kFiles = 10;
  const auto doomed = cluster_->NewClient();
  std::vector<std::unique_ptr<FileWriter>> writers;
  for (size_t i = 0; i < kFiles; ++i) {
    writers.push_back(doomed->Create(Path("/log", i)));
    writers.back()->Flush("half a block");
  }
  doomed->Crash();
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().files_recovered() == kFiles; }, Millis(3000)));
  for (size_t i = 0; i < kFiles; ++i) {
    EXPECT_TRUE(cluster_->name_node().IsClosed(Path("/log", i)));
    EXPECT_EQ(client_->ReadFile(Path("/log", i)), "half a block");
  }
}

TEST_F(CrashedWriter, ItsLastBlockIsFinished) {
  const auto doomed = cluster_->NewClient();
  const auto writer = doomed->Create("/log");
  writer->Append("first block");
  writer->Flush("half a block");
  doomed->Crash();
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().IsClosed("/log"); }));
  Pause(60);
  EXPECT_EQ(client_->ReadFile("/log"), "first blockhalf a block");
}

// The last block is large, so its writing may still be under way when the writer is gone.
TEST_F(CrashedWriter, ItsLargeBlockIsFinished) {
  const auto doomed = cluster_->NewClient();
  const auto writer = doomed->Create("/log");
  const std::string data(4000, 'x');
  std::thread flushing([&] {
    try {
      writer->Flush(data);
    } catch (const Error&) {
      // What is missing is missed when it is read.
    }
  });
  Pause(30);
  doomed->Crash();
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().IsClosed("/log"); }));
  flushing.join();
  EXPECT_EQ(client_->ReadFile("/log"), data);
}

TEST_F(CrashedWriter, AFileWithoutDataIsClosedEmpty) {
  const auto doomed = cluster_->NewClient();
  const auto writer = doomed->Create("/empty");
  doomed->Crash();
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().IsClosed("/empty"); }));
  EXPECT_EQ(client_->ReadFile("/empty"), "");
  EXPECT_THROW(writer->Append("too late"), RpcError);
}

Options RenewedLeases() {
  Options options;
  options.lease_timeout = Millis(150);
  options.lease_renew_interval = Millis(15);
  options.pipeline_retries = 0;
  return options;
}

class LongLivedStreams : public ClusterTest {
 protected:
  LongLivedStreams() : ClusterTest(RenewedLeases(), 3) {}
  void Prepare() override { group_ = std::make_unique<StreamGroup>(*client_, "/wal", 8); }
  void TearDown() override {
    group_.reset();
    ClusterTest::TearDown();
  }

  std::unique_ptr<StreamGroup> group_;
};

TEST_F(LongLivedStreams, OutliveTheLeaseTimeout) {
  for (size_t round = 0; round < 12; ++round) {
    for (size_t stream = 0; stream < 8; ++stream) group_->Append(stream, "record");
    Pause(30);
  }
  EXPECT_EQ(cluster_->name_node().files_recovered(), 0u);
  EXPECT_EQ(group_->rolls(), 0u);
  group_->Close();
}

Options SlowHeartbeats() {
  Options options;
  options.heartbeat_interval = Millis(80);
  options.pipeline_retries = 0;
  options.roll_attempts = 20;
  return options;
}

class BusyStreams : public ClusterTest {
 protected:
  BusyStreams() : ClusterTest(SlowHeartbeats(), 2) {}
};

TEST_F(BusyStreams, TakeRecordsBetweenHeartbeats) {
  StreamGroup group(*client_, "/wal", 2);
  for (size_t i = 0; i < 30; ++i) {
    group.Append(i % 2, "record");
    Pause(4);
  }
  group.Close();
  EXPECT_EQ(group.rolls(), 0u);
  EXPECT_TRUE(cluster_->name_node().IsClosed("/wal.0"));
}

}  // namespace
}  // namespace blockstore
