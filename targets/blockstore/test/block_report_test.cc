// How data nodes tell the name node about new replicas.

#include "cluster_test.h"
#include "error.h"
#include "stream_group.h"

namespace blockstore {
namespace {

Options Throttled() {
  Options options;
  options.replication = 1;
  options.report_interval = Millis(120);
  return options;
}

class ThrottledReports : public ClusterTest {
 protected:
  ThrottledReports() : ClusterTest(Throttled(), 1) {}
};

TEST_F(ThrottledReports, ManyBlocksTravelInOneReport) {
  client_->WriteFile("/file", Blocks(12));
  EXPECT_LE(cluster_->name_node().reports_received(), 4u);
  EXPECT_GE(cluster_->name_node().entries_applied(), 12u);
  Pause(60);
}

Options ManyReports() {
  Options options;
  options.replication = 4;
  options.node_rpc_timeout = Millis(100);
  options.heartbeat_interval = Millis(150);
  options.pipeline_retries = 0;
  options.roll_attempts = 40;
  options.roll_pause = Millis(40);
  return options;
}

class PromptReports : public ClusterTest {
 protected:
  PromptReports() : ClusterTest(ManyReports(), 4) {}
};

TEST_F(PromptReports, ASlowAndTwoFastWritersAreReportedSoon) {
  StreamGroup slow(*client_, "/slow", 1);
  for (size_t i = 0; i < 10; ++i) {
    slow.Append(0, "record");
    Pause(12);
  }
  std::vector<std::jthread> writers;
  for (size_t w = 0; w < 2; ++w) {
    writers.emplace_back([this, w] {
      try {
        const auto client = cluster_->NewClient();
        StreamGroup fast(*client, Path("/fast", w), 1);
        for (size_t i = 0; i < 90; ++i) fast.Append(0, "record");
      } catch (const Error& error) {
        ADD_FAILURE() << error.what();
      }
    });
  }
  writers.clear();
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().entries_applied() >= (10u + 2u * 90u) * 4u; }));
}

Options Pair() {
  Options options;
  options.failover_after = Millis(100);
  return options;
}

class NameNodePair : public ClusterTest {
 protected:
  NameNodePair() : ClusterTest(Pair(), 2) {}
};

TEST_F(NameNodePair, StaysWithOneThatKeepsUp) {
  for (size_t i = 0; i < 12; ++i) {
    client_->WriteFile(Path("/file", i), Blocks(4));
    Pause(25);
  }
  EXPECT_EQ(cluster_->name_node().failovers(), 0u);
  EXPECT_EQ(cluster_->data_node(0).report_errors(), 0u);
}

Options PatientPair() {
  Options options;
  options.replication = 1;
  options.failover_after = Millis(3000);
  return options;
}

class LargeNode : public ClusterTest {
 protected:
  LargeNode() : ClusterTest(PatientPair(), 1) {}
  void Prepare() override { client_->WriteFile("/held", Blocks(40)); }
};

TEST_F(LargeNode, ReportsOnlyWhatIsNew) {
  const uint64_t before = cluster_->name_node().entries_applied();
  client_->WriteFile("/file", Blocks(4));
  EXPECT_TRUE(WaitUntil([&] { return cluster_->data_node(0).IsIdle(); }));
  EXPECT_EQ(cluster_->name_node().entries_applied() - before, 4u);
  Pause(80);
}

Options Default() { return Options{}; }

class Registration : public ClusterTest {
 protected:
  Registration() : ClusterTest(Default(), 2) {}
};

TEST_F(Registration, ARestartedNodeReportsWhatItHas) {
  const auto blocks = Blocks(5);
  client_->WriteFile("/file", blocks);
  cluster_->StopDataNode(0);
  cluster_->RestartDataNode(0);
  cluster_->StopDataNode(1);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 2; }));
  EXPECT_EQ(client_->ReadFile("/file"), Joined(blocks));
}

}  // namespace
}  // namespace blockstore
