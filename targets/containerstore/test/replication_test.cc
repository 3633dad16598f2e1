// How lost replicas are made anew.

#include <filesystem>

#include "cluster_test.h"

namespace containerstore {
namespace {

class ReplicationTest : public ClusterTest {
 protected:
  using ClusterTest::ClusterTest;

  // Takes replicas away from a node, as a damaged volume does.
  void Lose(size_t node, const std::vector<ContainerId>& ids) {
    for (const ContainerId id : ids) std::filesystem::resize_file(cluster_->node(node).store().FileOf(id), 3);
    cluster_->node(node).scanner().ScanAll(ScanKind::kBackground);
  }
  uint64_t Copied() {
    uint64_t copied = 0;
    for (size_t i = 0; i < nodes_; ++i) copied += cluster_->node(i).replication().copied();
    return copied;
  }
};

Options WithShortDeadline() {
  Options options;
  options.replication_deadline = Millis(150);
  return options;
}

class ReplacedDisk : public ReplicationTest {
 protected:
  ReplacedDisk() : ReplicationTest(WithShortDeadline(), 3) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(ids_ = Fill(12))); }
  std::vector<ContainerId> ids_;
};

TEST_F(ReplacedDisk, IsFilledInTime) {
  cluster_->StopNode(0);
  cluster_->WipeDisk(0);
  EXPECT_TRUE(cluster_->RestartNode(0));
  EXPECT_TRUE(WaitUntil([&] { return Copied() >= 12; }));
  EXPECT_TRUE(AreClosed(ids_));
}

class RepairsAndNewPipelines : public ReplicationTest {
 protected:
  RepairsAndNewPipelines() : ReplicationTest(ThreePipelines(), 3) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(ids_ = Fill(6))); }
  static Options ThreePipelines() {
    Options options;
    options.pipelines = 3;
    return options;
  }
  std::vector<ContainerId> ids_;
};

TEST_F(RepairsAndNewPipelines, DoNotDisturbEachOther) {
  Lose(0, {ids_[0], ids_[1]});
  EXPECT_TRUE(WaitUntil([&] { return Copied() >= 2; }, Millis(300)));
  cluster_->scm().pipelines().CloseOldest(options_.pipelines);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->IsReady(); }));
  EXPECT_TRUE(AreClosed(ids_));
}

Options QuickToGiveUp() {
  Options options;
  options.dead_after = Millis(250);
  return options;
}

class LostNode : public ReplicationTest {
 protected:
  LostNode() : ReplicationTest(QuickToGiveUp(), 4) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(ids_ = Fill(8))); }
  std::vector<ContainerId> ids_;
};

TEST_F(LostNode, ItsContainersAreCopied) {
  cluster_->StopNode(FirstHolder(ids_.front()));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->scm().replication().commands_sent() > 0; }));
  EXPECT_TRUE(WaitUntil([&] {
    size_t complete = 0;
    for (const ContainerId id : ids_) complete += Replicas(id) == 3 ? 1u : 0u;
    return complete == ids_.size();
  }));
}

}  // namespace
}  // namespace containerstore
