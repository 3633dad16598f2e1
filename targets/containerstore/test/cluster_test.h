// cluster_test.h: the fixture of all tests: a small cluster and one client.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mini_cluster.h"

namespace containerstore {

class ClusterTest : public ::testing::Test {
 protected:
  ClusterTest(const Options& options, size_t nodes) : options_(options), nodes_(nodes) {}

  void SetUp() override {
    cluster_ = std::make_unique<MiniCluster>(options_, nodes_);
    ASSERT_TRUE(cluster_->Start());
    client_ = cluster_->NewClient();
    ASSERT_TRUE(WaitUntil([this] { return cluster_->IsReady(); }));
    Prepare();
  }
  // What is there before the test begins.
  virtual void Prepare() {}
  void TearDown() override {
    client_.reset();
    cluster_.reset();
  }

  // Stores `count` objects, one in each container.
  std::vector<ContainerId> Fill(size_t count, const std::string& data = "data") {
    std::vector<ContainerId> ids;
    for (size_t i = 0; i < count; ++i) {
      const auto id = client_->Put(data);
      EXPECT_TRUE(id) << (id ? "" : id.error().message());
      if (!id) continue;
      EXPECT_TRUE(client_->Close(*id));
      ids.push_back(*id);
    }
    return ids;
  }
  // All replicas are closed where they lie, and the SCM knows of them.
  bool AreClosed(const std::vector<ContainerId>& ids) {
    return WaitUntil([&] {
      for (const ContainerId id : ids) {
        if (CountClosed(id) < options_.pipeline_size || Replicas(id) < options_.pipeline_size) return false;
      }
      return true;
    });
  }
  size_t CountClosed(ContainerId id) {
    size_t count = 0;
    for (size_t i = 0; i < nodes_; ++i) {
      for (const ReplicaInfo& replica : cluster_->node(i).store().List()) {
        count += replica.container == id && replica.state == ReplicaState::kClosed ? 1u : 0u;
      }
    }
    return count;
  }
  size_t Replicas(ContainerId id) { return cluster_->scm().containers().ReplicasOf(id).size(); }
  // The node that has a replica of the container and comes first.
  size_t FirstHolder(ContainerId id) {
    for (size_t i = 0; i < nodes_; ++i) {
      if (cluster_->node(i).store().Has(id)) return i;
    }
    return 0;
  }
  static void Pause(int ms) { std::this_thread::sleep_for(Millis(ms)); }

  const Options options_;
  const size_t nodes_;
  std::unique_ptr<MiniCluster> cluster_;
  std::unique_ptr<Client> client_;
};

}  // namespace containerstore
