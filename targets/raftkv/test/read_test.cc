// Reads from followers.

#include "cluster_test.h"

namespace raftkv {
namespace {

Options Bounded(int bound_ms) {
  Options options;
  options.read_bound_ms = bound_ms;
  return options;
}

class NearbyReads : public ClusterTest {
 protected:
  explicit NearbyReads(int bound_ms = 100) : ClusterTest(Bounded(bound_ms), 3) {}
  void Prepare() override {
    client_->Put(Pairs("k", 24));
    WaitUntil([this] { return HasCaughtUp(2) && HasCaughtUp(3); });
  }
};

TEST_F(NearbyReads, AreFresh) {
  for (size_t i = 0; i < 15; ++i) {
    std::vector<Pair> read;
    EXPECT_EQ(client_->GetNearby(static_cast<NodeId>(2 + i % 2), Keys(Pairs("k", 6)), &read), 0);
    EXPECT_EQ(read, Pairs("k", 6));
    Pause(15);
  }
}

class LargeReads : public NearbyReads {
 protected:
  LargeReads() : NearbyReads(500) {}
};

TEST_F(LargeReads, ComeFromOneNode) {
  for (size_t i = 0; i < 3; ++i) {
    std::vector<Pair> read;
    EXPECT_EQ(client_->GetNearby(2, Keys(Pairs("k", 24)), &read), 0);
    EXPECT_EQ(read.size(), 24u);
    Pause(30);
  }
  EXPECT_EQ(client_->failures(), 0u);
}

}  // namespace
}  // namespace raftkv
