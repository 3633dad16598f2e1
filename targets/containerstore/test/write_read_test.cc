// What clients do.

#include "cluster_test.h"

namespace containerstore {
namespace {

class Objects : public ClusterTest {
 protected:
  Objects() : ClusterTest(Options{}, 3) {}
};

TEST_F(Objects, AreReadWhileTheirContainerIsOpen) {
  const auto id = client_->Put("hello");
  ASSERT_TRUE(id);
  EXPECT_TRUE(WaitUntil([&] { return Replicas(*id) == 3; }));
  const auto data = client_->Get(*id);
  ASSERT_TRUE(data);
  EXPECT_EQ(*data, "hello");
}

TEST_F(Objects, AreReadFromClosedContainers) {
  const auto ids = Fill(6, "object");
  EXPECT_TRUE(AreClosed(ids));
  for (const ContainerId id : ids) {
    const auto data = client_->Get(id);
    EXPECT_TRUE(data && *data == "object");
  }
}

TEST_F(Objects, OfUnknownContainersAreNotFound) {
  const auto data = client_->Get(ContainerId{4711});
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().code(), ErrorCode::kNotFound);
}

Options WithImpatientClients() {
  Options options;
  options.client_timeout = Millis(150);
  options.alloc_attempts = 4;
  return options;
}

class WideCluster : public ClusterTest {
 protected:
  WideCluster() : ClusterTest(WithImpatientClients(), 5) {}
};

TEST_F(WideCluster, TakesObjectsFromSeveralWriters) {
  std::vector<std::jthread> writers;
  for (int w = 0; w < 2; ++w) {
    writers.emplace_back([this] {
      const auto client = cluster_->NewClient();
      for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(client->Put("data"));
        Pause(5);
      }
    });
  }
  writers.clear();
  EXPECT_TRUE(WaitUntil([&] { return cluster_->scm().pipelines().CountOpen() == 2; }));
}

class QuietCluster : public ClusterTest {
 protected:
  QuietCluster() : ClusterTest(Options{}, 3) {}
};

TEST_F(QuietCluster, TakesAFewObjects) {
  const auto ids = Fill(5);
  Pause(30);
  EXPECT_EQ(ids.size(), 5u);
  EXPECT_EQ(client_->allocation_errors(), 0u);
}

}  // namespace
}  // namespace containerstore
