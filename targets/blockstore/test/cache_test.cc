// Keeping blocks in the memory of data nodes.

#include "cluster_test.h"

namespace blockstore {
namespace {

Options WatchfulOptions() {
  Options options;
  options.stale_after = Millis(150);
  options.heartbeat_interval = Millis(8);
  return options;
}

class HotFile : public ClusterTest {
 protected:
  HotFile() : ClusterTest(WatchfulOptions(), 2) {}
  void Prepare() override {
    client_->WriteFile("/hot", Blocks(16));
    WaitUntil([&] { return cluster_->name_node().ReplicaCount("/hot") == 2; });
  }
};

TEST_F(HotFile, IsCachedWhileOthersWrite) {
  client_->CacheFile("/hot");
  for (size_t i = 0; i < 25; ++i) {
    client_->WriteFile(Path("/cold", i), Blocks(1));
    Pause(10);
  }
  EXPECT_TRUE(WaitUntil([&] { return cluster_->data_node(0).store().cached() == 16; }));
  EXPECT_EQ(cluster_->data_node(1).store().cached(), 0u);
}

Options SoleReplica() {
  Options options;
  options.replication = 1;
  return options;
}

class CachedWrites : public ClusterTest {
 protected:
  CachedWrites() : ClusterTest(SoleReplica(), 2) {}
  size_t CachedBlocks() { return cluster_->data_node(0).store().cached() + cluster_->data_node(1).store().cached(); }
};

TEST_F(CachedWrites, NewBlocksGoToTheCache) {
  const auto blocks = Blocks(10);
  client_->WriteFile("/file", blocks, {WriteMode::kAsync, true});
  EXPECT_TRUE(WaitUntil([&] { return CachedBlocks() == 10; }));
  EXPECT_EQ(client_->ReadFile("/file"), Joined(blocks));
}

TEST_F(CachedWrites, AReplacedFileLeavesTheCache) {
  client_->WriteFile("/file", Blocks(8), {WriteMode::kAsync, true});
  EXPECT_TRUE(WaitUntil([&] { return CachedBlocks() == 8; }));
  client_->Delete("/file");
  client_->WriteFile("/file", Blocks(3), {WriteMode::kAsync, true});
  EXPECT_TRUE(WaitUntil([&] { return CachedBlocks() == 3; }));
}

Options QuickToJudge() {
  Options options;
  options.stale_after = Millis(100);
  options.dead_after = Millis(1500);
  options.replication = 2;
  return options;
}

class StaleNode : public ClusterTest {
 protected:
  StaleNode() : ClusterTest(QuickToJudge(), 2) {}
};

TEST_F(StaleNode, IsReadLast) {
  client_->WriteFile("/file", Blocks(4));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 2; }));
  cluster_->StopDataNode(0);
  EXPECT_TRUE(WaitUntil([&] {
    const auto located = client_->name_node().Locate("/file").blocks;
    return !located.empty() && located.front().targets.front().node == cluster_->data_node(1).self().node;
  }));
  EXPECT_EQ(client_->ReadFile("/file").size(), 4u * 64u);
}

}  // namespace
}  // namespace blockstore
