// When data are on disk.

#include "cluster_test.h"
#include "error.h"

namespace blockstore {
namespace {

Options SlowDisk() {
  Options options;
  options.flush_timeout = Millis(120);
  options.cost.disk_sync = Micros(500);
  return options;
}

Options OneAttempt() {
  Options options = SlowDisk();
  options.write_attempts = 1;
  return options;
}

class SyncWrites : public ClusterTest {
 protected:
  SyncWrites() : ClusterTest(OneAttempt(), 2) {}
};

TEST_F(SyncWrites, WaitForTheDisk) {
  std::vector<std::jthread> writers;
  for (size_t w = 0; w < 8; ++w) {
    writers.emplace_back([this, w] {
      try {
        const auto client = cluster_->NewClient();
        client->WriteFile(Path("/sync", w), Blocks(5), {WriteMode::kSync, false});
      } catch (const Error& error) {
        ADD_FAILURE() << error.what();
      }
    });
  }
  writers.clear();
  uint64_t flushed = 0;
  for (size_t i = 0; i < cluster_->size(); ++i) flushed += cluster_->data_node(i).flusher().flushed();
  EXPECT_GE(flushed, 8u * 5u * 2u);
}

class AsyncWrites : public ClusterTest {
 protected:
  AsyncWrites() : ClusterTest(SlowDisk(), 2) {}
  void Prepare() override { client_->WriteFile("/before", Blocks(20)); }
};

TEST_F(AsyncWrites, ReturnBeforeTheDiskHasThem) {
  client_->WriteFile("/after", Blocks(6));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->data_node(0).flusher().flushed() >= 26; }));
  Pause(30);
}

TEST_F(AsyncWrites, AFailedDiskIsRoutedAround) {
  cluster_->data_node(0).flusher().MarkFailed();
  client_->WriteFile("/after", Blocks(2));
  EXPECT_EQ(client_->ReadFile("/after").size(), 2u * 64u);
}

}  // namespace
}  // namespace blockstore
