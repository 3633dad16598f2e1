// cluster_test.h: the fixture of all tests: a small cluster and one client.
#ifndef BLOCKSTORE_CLUSTER_TEST_H_
#define BLOCKSTORE_CLUSTER_TEST_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "mini_cluster.h"

namespace blockstore {

class ClusterTest : public ::testing::Test {
 protected:
  ClusterTest(const Options& options, size_t nodes) : options_(options), nodes_(nodes) {}

  void SetUp() override {
    cluster_ = std::make_unique<MiniCluster>(options_, nodes_);
    client_ = cluster_->NewClient();
    Prepare();
    for (size_t i = 0; i < nodes_; ++i) WaitUntil([&] { return cluster_->data_node(i).IsIdle(); });
  }
  // What is there before the test begins.
  virtual void Prepare() {}
  void TearDown() override {
    client_.reset();
    cluster_.reset();
  }

  static std::vector<std::string> Blocks(size_t count, size_t size = 64) {
    std::vector<std::string> blocks;
    for (size_t i = 0; i < count; ++i) blocks.emplace_back(size, static_cast<char>('a' + i % 26));
    return blocks;
  }
  static std::string Joined(const std::vector<std::string>& blocks) {
    std::string all;
    for (const std::string& block : blocks) all += block;
    return all;
  }
  static std::string Path(const std::string& stem, size_t number) { return stem + std::to_string(number); }
  static void Pause(int ms) { std::this_thread::sleep_for(Millis(ms)); }

  const Options options_;
  const size_t nodes_;
  std::unique_ptr<MiniCluster> cluster_;
  std::unique_ptr<Client> client_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_CLUSTER_TEST_H_
