// cluster_test.h: the fixture of all tests: a small cluster and one client.
#ifndef RAFTKV_CLUSTER_TEST_H_
#define RAFTKV_CLUSTER_TEST_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cluster.h"

namespace raftkv {

class ClusterTest : public ::testing::Test {
 protected:
  ClusterTest(const Options& options, size_t nodes) : options_(options), size_(nodes) {}

  void SetUp() override {
    cluster_ = std::make_unique<Cluster>(options_, size_);
    client_ = cluster_->NewClient();
    Prepare();
  }
  // What is there before the test begins.
  virtual void Prepare() {}
  void TearDown() override {
    client_.reset();
    cluster_.reset();
  }

  static std::vector<Pair> Pairs(const std::string& stem, size_t count, const std::string& value = "value") {
    std::vector<Pair> pairs;
    for (size_t i = 0; i < count; ++i) pairs.emplace_back(stem + std::to_string(i), value);
    return pairs;
  }
  static std::vector<std::string> Keys(const std::vector<Pair>& pairs) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : pairs) keys.push_back(key);
    return keys;
  }
  static void Pause(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

  // Whether a node has applied all that the leader's log holds.
  bool HasCaughtUp(NodeId id) {
    const NodeId leader = cluster_->Leader();
    return leader != 0 && cluster_->node(id).raft().applied() == cluster_->node(leader).raft().last_index();
  }
  // Entries compared with their checksums, on all nodes.
  uint64_t Verified() {
    uint64_t sum = 0;
    for (NodeId id = 1; id <= cluster_->size(); ++id) sum += cluster_->node(id).raft().verified();
    return sum;
  }
  bool HasAll(NodeId id, const std::vector<Pair>& pairs) {
    std::string value;
    for (const auto& [key, expected] : pairs) {
      if (cluster_->node(id).store().Get(key, &value) != 0 || value != expected) return false;
    }
    return true;
  }

  const Options options_;
  const size_t size_;
  std::unique_ptr<Cluster> cluster_;
  std::unique_ptr<Client> client_;
};

}  // namespace raftkv

#endif  // RAFTKV_CLUSTER_TEST_H_
