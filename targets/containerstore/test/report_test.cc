// How data nodes tell the SCM what they have.

#include "cluster_test.h"

namespace containerstore {
namespace {

Options WithShortQueue() {
  Options options;
  options.report_queue_limit = 8;
  return options;
}

class BusyReports : public ClusterTest {
 protected:
  BusyReports() : ClusterTest(WithShortQueue(), 3) {}
};

TEST_F(BusyReports, ContainersAreClosedOneByOne) {
  std::vector<ContainerId> ids;
  for (int i = 0; i < 24; ++i) {
    const auto id = client_->Put("data");
    ASSERT_TRUE(id);
    ids.push_back(*id);
    EXPECT_TRUE(client_->Close(*id));
    Pause(8);
  }
  EXPECT_TRUE(AreClosed(ids));
}

class LargeNodes : public ClusterTest {
 protected:
  LargeNodes() : ClusterTest(Options{}, 3) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(Fill(40))); }
};

TEST_F(LargeNodes, TellWhatIsNew) {
  const auto ids = Fill(4);
  EXPECT_TRUE(AreClosed(ids));
  Pause(60);
}

TEST_F(LargeNodes, TellAllTheyHaveWhenTheyStart) {
  const uint64_t before = cluster_->scm().reports().replicas_handled();
  cluster_->StopNode(0);
  EXPECT_TRUE(cluster_->RestartNode(0));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->scm().reports().replicas_handled() >= before + 40; }));
}

Options QuickToGiveUp() {
  Options options;
  options.dead_after = Millis(250);
  options.replication_settle = Millis(1000);
  return options;
}

class SilentNode : public ClusterTest {
 protected:
  SilentNode() : ClusterTest(QuickToGiveUp(), 4) {}
};

TEST_F(SilentNode, IsGivenUpAndComesBack) {
  const auto ids = Fill(6);
  EXPECT_TRUE(AreClosed(ids));
  const size_t silent = FirstHolder(ids.front());
  cluster_->StopNode(silent);
  EXPECT_TRUE(WaitUntil([&] { return Replicas(ids.front()) == 2; }));
  EXPECT_TRUE(cluster_->RestartNode(silent));
  EXPECT_TRUE(WaitUntil([&] { return Replicas(ids.front()) == 3; }));
}

}  // namespace
}  // namespace containerstore
