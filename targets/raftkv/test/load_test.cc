// Clusters that have much to do.

#include <atomic>

#include "cluster_test.h"

namespace raftkv {
namespace {

Options QuickElections() {
  Options options;
  options.election_ms = 150;
  options.election_spread_ms = 40;
  return options;
}

class SteadyWriter : public ClusterTest {
 protected:
  SteadyWriter() : ClusterTest(QuickElections(), 3) {}
};

TEST_F(SteadyWriter, FindsItsWritesOnAllNodes) {
  for (size_t i = 0; i < 18; ++i) {
    EXPECT_EQ(client_->Put(Pairs("k" + std::to_string(i) + ".", 8)), 0);
    Pause(25);
  }
  for (NodeId id = 1; id <= 3; ++id) EXPECT_TRUE(WaitUntil([&] { return HasAll(id, Pairs("k17.", 8)); }));
}

Options SlowStateMachine() {
  Options options;
  options.cost.apply_us = 1000;
  return options;
}

// Writers that were there before the test looks, and stay until its end.
class BusyWriters : public ClusterTest {
 protected:
  BusyWriters() : ClusterTest(SlowStateMachine(), 3) {}
  void Prepare() override {
    for (size_t w = 0; w < 3; ++w) {
      writers_.emplace_back([this, w] {
        const auto client = cluster_->NewClient();
        while (!stop_) {
          if (client->Put(Pairs("w" + std::to_string(w) + ".", 6)) == 0) ++written_;
        }
      });
    }
    WaitUntil([this] { return written_ >= 3; });
  }
  void TearDown() override {
    StopWriters();
    ClusterTest::TearDown();
  }
  void StopWriters() {
    stop_ = true;
    writers_.clear();
  }

  std::atomic<bool> stop_{false};
  std::atomic<size_t> written_{0};
  std::vector<std::jthread> writers_;
};

TEST_F(BusyWriters, AllGetOn) {
  const size_t before = written_;
  Pause(200);
  EXPECT_GT(written_, before);
  StopWriters();
  EXPECT_TRUE(WaitUntil([&] { return HasCaughtUp(2) && HasCaughtUp(3); }));
}

TEST_F(BusyWriters, AReaderIsServedInBetween) {
  for (size_t i = 0; i < 10; ++i) {
    std::vector<Pair> read;
    EXPECT_EQ(client_->Get(Keys(Pairs("w0.", 6)), &read), 0);
    EXPECT_EQ(read.size(), 6u);
    Pause(10);
  }
}

class LargeBatches : public ClusterTest {
 protected:
  LargeBatches() : ClusterTest(Options{}, 3) {}
};

TEST_F(LargeBatches, AreVisibleAsAWhole) {
  for (const char* stem : {"a", "b"}) {
    EXPECT_EQ(client_->Put(Pairs(stem, 40)), 0);
    std::vector<Pair> read;
    EXPECT_EQ(client_->Get(Keys(Pairs(stem, 40)), &read), 0);
    EXPECT_EQ(read.size(), 40u);
    Pause(30);
  }
  for (NodeId id = 1; id <= 3; ++id) EXPECT_TRUE(WaitUntil([&] { return HasAll(id, Pairs("b", 40)); }));
}

Options SmallQueue() {
  Options options;
  options.queue_capacity = 3;
  options.rpc_timeout_ms = 40;
  return options;
}

class ShortQueue : public ClusterTest {
 protected:
  ShortQueue() : ClusterTest(SmallQueue(), 3) {}
};

TEST_F(ShortQueue, IsLongEnoughForOneWriter) {
  for (size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(client_->Put(Pairs("k" + std::to_string(i) + ".", 10)), 0);
    Pause(25);
  }
  for (NodeId id = 1; id <= 3; ++id) EXPECT_TRUE(WaitUntil([&] { return HasAll(id, Pairs("k9.", 10)); }));
}

class OneNodeDown : public ClusterTest {
 protected:
  OneNodeDown() : ClusterTest(Options{}, 3) {}
  void Prepare() override {
    cluster_->Stop(3);
    client_->Put(Pairs("before", 30));
    WaitUntil([this] { return HasCaughtUp(2); });
  }
};

TEST_F(OneNodeDown, TheOthersGoOn) {
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(client_->Put(Pairs("k" + std::to_string(i) + ".", 2)), 0);
    Pause(30);
  }
  EXPECT_TRUE(WaitUntil([&] { return HasAll(2, Pairs("k3.", 2)); }));
}

TEST_F(OneNodeDown, ItIsToldEverythingWhenItIsBack) {
  EXPECT_EQ(cluster_->Restart(3), 0);
  EXPECT_TRUE(WaitUntil([&] { return HasAll(3, Pairs("before", 30)); }));
}

}  // namespace
}  // namespace raftkv
