// Flow control: writes are refused while the leader does not know whether its peers keep up.

#include "cluster_test.h"

namespace raftkv {
namespace {

Options Watched(int lag_ttl_ms, int busy_retry_ms) {
  Options options;
  options.lag_ttl_ms = lag_ttl_ms;
  options.busy_retry_ms = busy_retry_ms;
  return options;
}

class WatchedPeers : public ClusterTest {
 protected:
  WatchedPeers() : ClusterTest(Watched(100, 20), 5) {}
};

TEST_F(WatchedPeers, KeepUpWithTheWriter) {
  for (size_t i = 0; i < 15; ++i) {
    EXPECT_EQ(client_->Put(Pairs("k", 2)), 0);
    Pause(10);
  }
  EXPECT_TRUE(WaitUntil([&] { return HasCaughtUp(5); }));
}

class PatientWriter : public ClusterTest {
 protected:
  PatientWriter() : ClusterTest(Watched(800, 300), 3) {}
};

TEST_F(PatientWriter, SeldomHasToWait) {
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(client_->Put(Pairs("k", 2)), 0);
    Pause(25);
  }
  EXPECT_EQ(client_->failures(), 0u);
}

}  // namespace
}  // namespace raftkv
