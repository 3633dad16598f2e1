// Replicas that are made by the cluster itself.

#include "cluster_test.h"

namespace blockstore {
namespace {

Options QuickDeath() {
  Options options;
  options.dead_after = Millis(150);
  return options;
}

class LostNode : public ClusterTest {
 protected:
  LostNode() : ClusterTest(QuickDeath(), 3) {}
  // No block has fewer than two replicas or one on this node.
  bool LivesWithout(NodeId lost) {
    for (const LocatedBlock& block : client_->name_node().Locate("/file").blocks) {
      if (block.target_count < 2) return false;
      for (uint32_t i = 0; i < block.target_count; ++i) {
        if (block.targets.at(i).node == lost) return false;
      }
    }
    return true;
  }
};

TEST_F(LostNode, ItsReplicasAreMadeElsewhere) {
  const auto blocks = Blocks(8);
  client_->WriteFile("/file", blocks);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 2; }));
  cluster_->StopDataNode(1);
  EXPECT_TRUE(WaitUntil([&] { return LivesWithout(cluster_->data_node(1).self().node); }));
  EXPECT_EQ(client_->ReadFile("/file"), Joined(blocks));
}

// Long enough to be heard of while replicas are deleted.
class DeletedFiles : public ClusterTest {
 protected:
  static Options OneReplicaEach() {
    Options options = QuickDeath();
    options.replication = 1;
    return options;
  }
  DeletedFiles() : ClusterTest(OneReplicaEach(), 2) {}
  void Prepare() override { client_->WriteFile("/old", Blocks(12)); }
  size_t Replicas() const {
    return cluster_->data_node(0).store().Finished().size() + cluster_->data_node(1).store().Finished().size();
  }
};

TEST_F(DeletedFiles, MakeRoomForNewOnes) {
  client_->Delete("/old");
  for (size_t i = 0; i < 10; ++i) {
    client_->WriteFile(Path("/new", i), Blocks(1));
    Pause(10);
  }
  EXPECT_TRUE(WaitUntil([&] { return Replicas() == 10; }));
}

// Firewalls that let one connection through for each node.
class OneConnection : public ClusterTest {
 protected:
  static Options Narrow() {
    Options options = QuickDeath();
    options.one_connection = true;
    options.report_interval = Millis(30);
    return options;
  }
  OneConnection() : ClusterTest(Narrow(), 3) {}
};

TEST_F(OneConnection, CarriesReportsBetweenHeartbeats) {
  client_->WriteFile("/file", Blocks(20));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 2; }));
  for (size_t i = 0; i < 6; ++i) {
    client_->WriteFile(Path("/new", i), Blocks(1));
    Pause(10);
  }
  EXPECT_EQ(client_->ReadFile("/file").size(), 20u * 64u);
}

// Nodes that know of many blocks and tell of them together.
class KnownNodes : public ClusterTest {
 protected:
  static Options RareReports() {
    Options options;
    options.report_interval = Millis(80);
    options.pipeline_retries = 3;
    return options;
  }
  KnownNodes() : ClusterTest(RareReports(), 3) {}
  void Prepare() override { client_->WriteFile("/known", Blocks(9)); }
};

TEST_F(KnownNodes, TakeBlocksInTurn) {
  const auto writer = client_->Create("/file");
  for (int i = 0; i < 25; ++i) {
    writer->Append("data");
    Pause(5);
  }
  writer->Close();
  EXPECT_EQ(client_->ReadFile("/file").size(), 25u * 4u);
}

Options OneReplica(Millis transfer_timeout) {
  Options options;
  options.replication = 1;
  options.transfer_timeout = transfer_timeout;
  return options;
}

class LeavingNode : public ClusterTest {
 protected:
  explicit LeavingNode(Millis transfer_timeout = Millis(2000)) : ClusterTest(OneReplica(transfer_timeout), 2) {}
  void Prepare() override { client_->WriteFile("/file", Blocks(20)); }
  void Leave() { cluster_->name_node().Decommission(cluster_->data_node(0).self().node); }
  bool IsEmptied() { return cluster_->name_node().ReplicaCount("/file") == 1; }
};

TEST_F(LeavingNode, HandsOverItsReplicas) {
  Leave();
  EXPECT_TRUE(WaitUntil([&] { return IsEmptied(); }));
  Pause(50);
  EXPECT_EQ(cluster_->data_node(0).transfers().failures(), 0u);
}

TEST_F(LeavingNode, GetsNoNewBlocks) {
  Leave();
  const size_t before = cluster_->data_node(0).store().Finished().size();
  client_->WriteFile("/new", Blocks(6));
  EXPECT_EQ(cluster_->data_node(0).store().Finished().size(), before);
  EXPECT_TRUE(WaitUntil([&] { return IsEmptied(); }));
}

class HurriedNode : public LeavingNode {
 protected:
  HurriedNode() : LeavingNode(Millis(120)) {}
};

TEST_F(HurriedNode, HandsOverItsReplicasInTime) {
  Leave();
  EXPECT_TRUE(WaitUntil([&] { return IsEmptied(); }));
  EXPECT_EQ(client_->ReadFile("/file").size(), 20u * 64u);
}

}  // namespace
}  // namespace blockstore
