// How data nodes check what they have.

#include <filesystem>

#include "cluster_test.h"

namespace containerstore {
namespace {

class Volume : public ClusterTest {
 protected:
  explicit Volume(const Options& options = Options{}, size_t nodes = 3) : ClusterTest(options, nodes) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(ids_ = Fill(10, std::string(5000, 'x')))); }
  std::vector<ContainerId> ids_;
};

TEST_F(Volume, IsScannedInTheBackground) {
  cluster_->node(0).scanner().ScanAll(ScanKind::kBackground);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->node(0).scanner().scanned() >= 10; }));
  EXPECT_EQ(cluster_->node(0).scanner().failures(), 0u);
  Pause(30);
}

TEST_F(Volume, LosesDamagedContainersAndGetsThemBack) {
  std::filesystem::resize_file(cluster_->node(1).store().FileOf(ids_[3]), 5);
  cluster_->node(1).scanner().ScanAll(ScanKind::kBackground);
  EXPECT_TRUE(WaitUntil([&] { return Replicas(ids_[3]) == 2; }));
  EXPECT_TRUE(AreClosed(ids_));
}

Options WithShortScans() {
  Options options;
  options.scan_deadline = Millis(80);
  return options;
}

class ScansOnDemand : public Volume {
 protected:
  ScansOnDemand() : Volume(WithShortScans()) {}
};

TEST_F(ScansOnDemand, AreDoneInTime) {
  for (size_t round = 1; round <= 4; ++round) {
    EXPECT_TRUE(client_->ScanReplicas(ids_[round]));
    for (size_t i = 0; i < nodes_; ++i) {
      EXPECT_TRUE(WaitUntil([&] { return cluster_->node(i).scanner().scanned() >= round * ids_.size(); }));
    }
    Pause(30);
  }
}

Options WithSoleReplicas() {
  Options options;
  options.pipeline_size = 1;
  options.pipelines = 1;
  options.client_timeout = Millis(150);
  return options;
}

class SoleReplicas : public Volume {
 protected:
  SoleReplicas() : Volume(WithSoleReplicas(), 1) {}
};

TEST_F(SoleReplicas, AreReadWhileTheVolumeIsScanned) {
  cluster_->node(0).scanner().ScanAll(ScanKind::kBackground);
  for (size_t i = 0; i < 30; ++i) {
    EXPECT_TRUE(client_->Get(ids_[i % ids_.size()]));
    Pause(5);
  }
}

TEST_F(SoleReplicas, AreReadAgainAndAgain) {
  for (int i = 0; i < 30; ++i) {
    EXPECT_TRUE(client_->Get(ids_.front()));
    Pause(3);
  }
}

class ThreeReplicas : public Volume {
 protected:
  ThreeReplicas() : Volume(Options{}, 3) {}
};

TEST_F(ThreeReplicas, AreReadWhenOneIsScanned) {
  cluster_->node(0).scanner().ScanAll(ScanKind::kBackground);
  for (const ContainerId id : ids_) EXPECT_TRUE(client_->Get(id));
  Pause(50);
}

}  // namespace
}  // namespace containerstore
