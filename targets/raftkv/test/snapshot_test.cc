// Nodes that are so far behind that the log does not reach back to them.

#include "cluster_test.h"

namespace raftkv {
namespace {

Options ShortLog() {
  Options options;
  options.election_ms = 150;
  options.election_spread_ms = 40;
  options.log_max = 20;
  return options;
}

// The third node has lost its disk.
class EmptyNode : public ClusterTest {
 protected:
  explicit EmptyNode(const Options& options = ShortLog()) : ClusterTest(options, 3) {}
  void Prepare() override {
    cluster_->Stop(3);
    for (size_t i = 0; i < 8; ++i) client_->Put(Pairs("k" + std::to_string(i) + ".", 20));
  }
  bool HasEverything(NodeId id) { return HasAll(id, Pairs("k0.", 20)) && HasAll(id, Pairs("k7.", 20)); }
};

TEST_F(EmptyNode, CatchesUpWithASnapshot) {
  EXPECT_EQ(cluster_->Restart(3, true), 0);
  EXPECT_TRUE(WaitUntil([&] { return HasEverything(3) && HasCaughtUp(3); }));
  Pause(60);
  EXPECT_GE(cluster_->node(1).chunks_sent() + cluster_->node(2).chunks_sent(), 20u);
}

TEST_F(EmptyNode, GetsTheWritesOfTheMeantime) {
  EXPECT_EQ(cluster_->Restart(3, true), 0);
  for (size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(client_->Put(Pairs("new" + std::to_string(i) + ".", 2)), 0);
    Pause(20);
  }
  EXPECT_TRUE(WaitUntil([&] { return HasEverything(3) && HasAll(3, Pairs("new5.", 2)); }));
}

Options SlowLink() {
  Options options = ShortLog();
  options.election_ms = 300;
  options.cost.chunk_us = 6000;
  return options;
}

// Half of the snapshot has been sent.
class HalfWay : public EmptyNode {
 protected:
  HalfWay() : EmptyNode(SlowLink()) {}
  void Prepare() override {
    EmptyNode::Prepare();
    cluster_->Restart(3, true);
    WaitUntil([this] { return cluster_->node(1).chunks_sent() >= 10; });
  }
};

TEST_F(HalfWay, TheRestFollows) {
  EXPECT_TRUE(WaitUntil([&] { return HasEverything(3) && HasCaughtUp(3); }));
}

}  // namespace
}  // namespace raftkv
