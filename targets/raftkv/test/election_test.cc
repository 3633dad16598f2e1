// When leaders change, and when they do not.

#include "cluster_test.h"

namespace raftkv {
namespace {

Options QuickElections() {
  Options options;
  options.election_ms = 150;
  options.election_spread_ms = 40;
  return options;
}

Options Polite() {
  Options options = QuickElections();
  options.busy_pause_ms = 300;
  return options;
}

class QuietCluster : public ClusterTest {
 protected:
  QuietCluster() : ClusterTest(Polite(), 3) {}
};

TEST_F(QuietCluster, IsReadyWhenWorkComes) {
  Pause(300);
  EXPECT_EQ(client_->Put(Pairs("k", 2)), 0);
  for (NodeId id = 1; id <= 3; ++id) EXPECT_TRUE(WaitUntil([&] { return HasAll(id, Pairs("k", 2)); }));
}

Options Checked() {
  Options options = QuickElections();
  options.pre_vote = true;
  options.verify_interval_ms = 30;
  return options;
}

class VerifiedLog : public ClusterTest {
 protected:
  VerifiedLog() : ClusterTest(Checked(), 3) {}
  void Prepare() override { client_->Put(Pairs("before", 12)); }
};

TEST_F(VerifiedLog, IsCheckedWhileWritesGoOn) {
  for (size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(client_->Put(Pairs("k", 1)), 0);
    Pause(20);
  }
  EXPECT_GT(Verified(), 0u);
}

TEST_F(VerifiedLog, AnImpatientNodeDeposesNobody) {
  const uint64_t term = cluster_->node(1).raft().term();
  cluster_->node(3).raft().CampaignSoon();
  Pause(60);
  EXPECT_EQ(client_->Put(Pairs("k", 2)), 0);
  EXPECT_EQ(cluster_->node(1).raft().term(), term);
}

Options CheckedWhenDeposed() {
  Options options;
  options.verify_deposed = true;
  return options;
}

class CheckedLeader : public ClusterTest {
 protected:
  CheckedLeader() : ClusterTest(CheckedWhenDeposed(), 3) {}
  void Prepare() override { client_->Put(Pairs("before", 20)); }
};

TEST_F(CheckedLeader, TakesWritesUndisturbed) {
  for (size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(client_->Put(Pairs("k", 2)), 0);
    Pause(15);
  }
  EXPECT_EQ(Verified(), 0u);
}

TEST_F(CheckedLeader, LooksAtItsLogWhenItIsDeposed) {
  cluster_->node(2).raft().CampaignSoon();
  EXPECT_TRUE(WaitUntil([&] { return Verified() >= 20; }));
  EXPECT_EQ(client_->Put(Pairs("k", 2)), 0);
}

}  // namespace
}  // namespace raftkv
