// How lost replicas are made anew.

#include <filesystem>

#include "cluster_test.h"

namespace containerstore {
namespace {

class ReplicationTest : public ClusterTest {
 protected:
  using ClusterTest::ClusterTest;

  void Damage(size_t node, const std::vector<ContainerId>& ids) {
    for (const ContainerId id : ids) std::filesystem::resize_file(cluster_->node(node).store().FileOf(id), 3);
    cluster_->node(node).scanner().ScanAll(ScanKind::kBackground);
  }
};

Options WithShortDeadline() {
  Options options;
  options.replication_deadline = Millis(100);
  return options;
}

class ReplacedDisks : public ReplicationTest {
 protected:
  explicit ReplacedDisks(const Options& options = WithShortDeadline()) : ReplicationTest(options, 3) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(ids_ = Fill(12))); }
  void ReplaceDisk(size_t node) {
    cluster_->StopNode(node);
    cluster_->WipeDisk(node);
    EXPECT_TRUE(cluster_->RestartNode(node));
  }
  std::vector<ContainerId> ids_;
};

TEST_F(ReplacedDisks, AreFilledInTime) {
  for (const size_t node : {0u, 1u}) {
    ReplaceDisk(node);
    EXPECT_TRUE(WaitUntil([&] { return cluster_->node(node).store().List().size() >= 12; }));
    EXPECT_TRUE(AreClosed(ids_));
  }
}

Options WithShortJoinTimeout() {
  Options options;
  options.join_timeout = Millis(80);
  return options;
}

class NewDisk : public ReplacedDisks {
 protected:
  NewDisk() : ReplacedDisks(WithShortJoinTimeout()) {}
};

TEST_F(NewDisk, IsFilledWhilePipelinesAreReplaced) {
  ReplaceDisk(0);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->scm().replication().commands_sent() > 0; }));
  cluster_->scm().pipelines().CloseOldest(2);
  EXPECT_TRUE(AreClosed(ids_));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->IsReady(); }));
  EXPECT_EQ(cluster_->scm().pipelines().given_up(), 0u);
}

Options WithThreePipelines() {
  Options options;
  options.pipelines = 3;
  return options;
}

class DamagedContainers : public ReplicationTest {
 protected:
  DamagedContainers() : ReplicationTest(WithThreePipelines(), 3) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(ids_ = Fill(6))); }
  std::vector<ContainerId> ids_;
};

TEST_F(DamagedContainers, AreReplacedWhilePipelinesAre) {
  Damage(0, {ids_[0], ids_[1]});
  EXPECT_TRUE(WaitUntil([&] { return cluster_->scm().replication().commands_sent() >= 2; }));
  Pause(30);
  cluster_->scm().pipelines().CloseOldest(3);
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
