// How pipelines come and go.

#include "cluster_test.h"

namespace containerstore {
namespace {

class Pipelines : public ClusterTest {
 protected:
  Pipelines() : ClusterTest(Options{}, 3) {}
};

TEST_F(Pipelines, AreReplacedWhenTheyAreClosed) {
  cluster_->scm().pipelines().CloseOldest(options_.pipelines);
  EXPECT_EQ(cluster_->scm().pipelines().CountOpen(), 0u);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->IsReady(); }));
  EXPECT_TRUE(client_->Put("data"));
  EXPECT_EQ(cluster_->scm().pipelines().given_up(), 0u);
}

Options WithManyContainers() {
  Options options;
  options.containers_per_pipeline = 6;
  return options;
}

class RoomyPipelines : public ClusterTest {
 protected:
  RoomyPipelines() : ClusterTest(WithManyContainers(), 3) {}
};

TEST_F(RoomyPipelines, SpreadObjectsOverTheirContainers) {
  for (int i = 0; i < 12; ++i) EXPECT_TRUE(client_->Put("data"));
  const auto ids = Fill(4);
  EXPECT_TRUE(AreClosed(ids));
  Pause(60);
  EXPECT_EQ(cluster_->scm().pipelines().given_up(), 0u);
}

class RoomyReplacements : public ClusterTest {
 protected:
  RoomyReplacements() : ClusterTest(WithManyContainers(), 4) {}
};

TEST_F(RoomyReplacements, ComeWithTheirContainers) {
  cluster_->scm().pipelines().CloseOldest(options_.pipelines);
  EXPECT_TRUE(WaitUntil([&] { return cluster_->IsReady(); }));
  Pause(150);
  const auto ids = Fill(12);
  EXPECT_TRUE(AreClosed(ids));
}

Options QuickToGiveUp() {
  Options options;
  options.dead_after = Millis(250);
  return options;
}

class PipelinesOfALostNode : public ClusterTest {
 protected:
  PipelinesOfALostNode() : ClusterTest(QuickToGiveUp(), 4) {}
};

TEST_F(PipelinesOfALostNode, AreReplacedByOthers) {
  cluster_->StopNode(2);
  EXPECT_TRUE(WaitUntil([&] {
    const auto id = client_->Put("data");
    return id && cluster_->IsReady();
  }));
}

}  // namespace
}  // namespace containerstore
