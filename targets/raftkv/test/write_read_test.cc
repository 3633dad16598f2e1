// Writing and reading on a healthy cluster, and with nodes that stop.

#include "cluster_test.h"
#include "errors.h"

namespace raftkv {
namespace {

class WriteRead : public ClusterTest {
 protected:
  WriteRead() : ClusterTest(Options{}, 3) {}
};

TEST_F(WriteRead, WhatWasWrittenIsRead) {
  for (size_t i = 0; i < 6; ++i) {
    const auto pairs = Pairs("k" + std::to_string(i) + ".", 4);
    EXPECT_EQ(client_->Put(pairs), 0);
    std::vector<Pair> read;
    EXPECT_EQ(client_->Get(Keys(pairs), &read), 0);
    EXPECT_EQ(read, pairs);
  }
}

TEST_F(WriteRead, TheLastWriteCounts) {
  EXPECT_EQ(client_->Put(Pairs("k", 4, "old")), 0);
  EXPECT_EQ(client_->Put(Pairs("k", 4, "new")), 0);
  std::vector<Pair> read;
  EXPECT_EQ(client_->Get({"k0", "k3", "missing"}, &read), 0);
  EXPECT_EQ(read, (std::vector<Pair>{{"k0", "new"}, {"k3", "new"}}));
}

TEST_F(WriteRead, AllNodesGetAllWrites) {
  const auto pairs = Pairs("k", 20);
  EXPECT_EQ(client_->Put(pairs), 0);
  for (NodeId id = 1; id <= 3; ++id) EXPECT_TRUE(WaitUntil([&] { return HasAll(id, pairs); }));
}

TEST_F(WriteRead, AFollowerSendsWritersToTheLeader) {
  const auto writer = cluster_->NewClient();
  EXPECT_EQ(writer->Put(Pairs("a", 2)), 0);
  cluster_->Stop(3);
  EXPECT_EQ(writer->Put(Pairs("b", 2)), 0);
  EXPECT_EQ(writer->failures(), 0u);
}

TEST_F(WriteRead, AStoppedNodeComesBackWithItsLog) {
  EXPECT_EQ(client_->Put(Pairs("a", 4)), 0);
  cluster_->Stop(2);
  EXPECT_EQ(client_->Put(Pairs("b", 4)), 0);
  EXPECT_EQ(cluster_->Restart(2), 0);
  EXPECT_TRUE(WaitUntil([&] { return HasAll(2, Pairs("b", 4)); }));
  EXPECT_TRUE(HasAll(2, Pairs("a", 4)));
}

Options QuickElections() {
  Options options;
  options.election_ms = 150;
  options.election_spread_ms = 100;
  return options;
}

class LostLeader : public ClusterTest {
 protected:
  LostLeader() : ClusterTest(QuickElections(), 3) {}
};

TEST_F(LostLeader, AnotherOneTakesOver) {
  EXPECT_EQ(client_->Put(Pairs("a", 4)), 0);
  cluster_->Stop(1);
  EXPECT_EQ(client_->Put(Pairs("b", 4)), 0);
  EXPECT_NE(cluster_->Leader(), 1u);
  std::vector<Pair> read;
  EXPECT_EQ(client_->Get({"a0", "b0"}, &read), 0);
  EXPECT_EQ(read.size(), 2u);
}

TEST(SingleNode, LeadsItself) {
  Cluster cluster(Options{}, 1);
  const auto client = cluster.NewClient();
  EXPECT_EQ(client->Put({{"k", "v"}}), 0);
  std::vector<Pair> read;
  EXPECT_EQ(client->Get({"k"}, &read), 0);
  EXPECT_EQ(read.size(), 1u);
}

}  // namespace
}  // namespace raftkv
