// Writing, reading and deleting files on a healthy cluster, and writing around a node that has stopped.

#include "cluster_test.h"
#include "error.h"

namespace blockstore {
namespace {

class WriteRead : public ClusterTest {
 protected:
  WriteRead() : ClusterTest(Options{}, 3) {}
};

TEST_F(WriteRead, WhatWasWrittenIsRead) {
  for (size_t i = 0; i < 6; ++i) {
    const auto blocks = Blocks(4, 1000 + i);
    client_->WriteFile(Path("/file", i), blocks);
    EXPECT_EQ(client_->ReadFile(Path("/file", i)), Joined(blocks));
  }
}

TEST_F(WriteRead, DeletedFilesLeaveNoReplicas) {
  client_->WriteFile("/file", Blocks(8));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 2; }));
  client_->Delete("/file");
  EXPECT_THROW(client_->ReadFile("/file"), RpcError);
  EXPECT_TRUE(WaitUntil([&] {
    size_t left = 0;
    for (size_t i = 0; i < cluster_->size(); ++i) left += cluster_->data_node(i).store().Finished().size();
    return left == 0;
  }));
}

TEST_F(WriteRead, TwoWritersCannotHaveTheSameFile) {
  const auto writer = client_->Create("/file");
  const auto other = cluster_->NewClient();
  EXPECT_THROW(other->Create("/file"), RpcError);
  writer->Append("block");
  writer->Close();
  EXPECT_EQ(client_->ReadFile("/file"), "block");
}

TEST_F(WriteRead, ReadersTakeAnotherReplicaWhenANodeHasStopped) {
  const auto blocks = Blocks(6);
  client_->WriteFile("/file", blocks);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 2; }));
  cluster_->StopDataNode(0);
  EXPECT_EQ(client_->ReadFile("/file"), Joined(blocks));
}

TEST_F(WriteRead, ThePipelineReplacesAStoppedNode) {
  cluster_->StopDataNode(1);
  const auto blocks = Blocks(6);
  client_->WriteFile("/file", blocks);
  EXPECT_EQ(client_->ReadFile("/file"), Joined(blocks));
  EXPECT_EQ(client_->rewrites(), 0u);
}

Options Impatient() {
  Options options;
  options.client_rpc_timeout = Millis(120);
  options.replication = 3;
  options.alloc_attempts = 5;
  return options;
}

class WideCluster : public ClusterTest {
 protected:
  WideCluster() : ClusterTest(Impatient(), 6) {}
};

TEST_F(WideCluster, BlocksAreSpreadOverAllNodes) {
  client_->WriteFile("/file", Blocks(24));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 3; }));
  for (size_t i = 0; i < cluster_->size(); ++i) EXPECT_GE(cluster_->data_node(i).store().Finished().size(), 6u);
  for (size_t i = 0; i < 8; ++i) {
    client_->WriteFile(Path("/small", i), Blocks(1));
    Pause(10);
  }
}

Options SlowAllocation() {
  Options options;
  options.alloc_backoff = Millis(300);
  return options;
}

class QuietCluster : public ClusterTest {
 protected:
  QuietCluster() : ClusterTest(SlowAllocation(), 3) {}
};

TEST_F(QuietCluster, SmallFilesAreWrittenQuickly) {
  for (size_t i = 0; i < 3; ++i) {
    client_->WriteFile(Path("/small", i), Blocks(1));
    Pause(20);
  }
  EXPECT_EQ(client_->rewrites(), 0u);
}

}  // namespace
}  // namespace blockstore
