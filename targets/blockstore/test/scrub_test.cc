// Comparing replicas with their checksums, and what readers notice of it.

#include "cluster_test.h"

namespace blockstore {
namespace {

Options SoleWithScrub() {
  Options options;
  options.replication = 1;
  options.scrub_interval = Millis(40);
  options.client_rpc_timeout = Millis(120);
  return options;
}

class ScrubbedSole : public ClusterTest {
 protected:
  ScrubbedSole() : ClusterTest(SoleWithScrub(), 1) {}
  void Prepare() override { client_->WriteFile("/file", Blocks(12)); }
};

TEST_F(ScrubbedSole, IsReadWhileItIsScrubbed) {
  for (size_t i = 0; i < 20; ++i) {
    EXPECT_EQ(client_->ReadFile("/file").size(), 12u * 64u);
    Pause(10);
  }
}

Options Sole() {
  Options options;
  options.replication = 1;
  return options;
}

class SoleReader : public ClusterTest {
 protected:
  SoleReader() : ClusterTest(Sole(), 2) {}
  void Prepare() override { client_->WriteFile("/file", Blocks(4)); }
};

TEST_F(SoleReader, ReadsTheOnlyReplica) {
  for (size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(client_->ReadFile("/file"), Joined(Blocks(4)));
    Pause(5);
  }
}

TEST_F(SoleReader, WaitsForASuspicionToPass) {
  const auto located = client_->name_node().Locate("/file").blocks;
  client_->name_node().ReportSuspect(located.front().block);
  EXPECT_EQ(client_->ReadFile("/file"), Joined(Blocks(4)));
}

Options Triple() {
  Options options;
  options.replication = 3;
  return options;
}

class TripleReader : public ClusterTest {
 protected:
  TripleReader() : ClusterTest(Triple(), 3) {}
  void Prepare() override {
    client_->WriteFile("/file", Blocks(8));
    WaitUntil([&] { return cluster_->name_node().ReplicaCount("/file") == 3; });
  }
};

TEST_F(TripleReader, OutvotesASuspicion) {
  const auto located = client_->name_node().Locate("/file").blocks;
  client_->name_node().ReportSuspect(located.front().block);
  EXPECT_EQ(client_->ReadFile("/file"), Joined(Blocks(8)));
  Pause(60);
}

TEST_F(TripleReader, ReadsAnyReplica) {
  for (size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(client_->ReadFile("/file"), Joined(Blocks(8)));
    Pause(8);
  }
}

}  // namespace
}  // namespace blockstore
