// How containers are deleted.

#include "cluster_test.h"

namespace containerstore {
namespace {

class DeletionTest : public ClusterTest {
 protected:
  explicit DeletionTest(const Options& options = Options{}) : ClusterTest(options, 3) {}
  void Prepare() override { ASSERT_TRUE(AreClosed(ids_ = Fill(12))); }
  bool IsConfirmed() {
    return WaitUntil([&] { return cluster_->scm().deletions().CountPending() == 0; });
  }
  std::vector<ContainerId> ids_;
};

class Deletions : public DeletionTest {};

TEST_F(Deletions, AreConfirmed) {
  EXPECT_TRUE(client_->Delete(ids_));
  EXPECT_TRUE(IsConfirmed());
  EXPECT_EQ(CountClosed(ids_.front()), 0u);
  Pause(50);
}

Options InAHurry() {
  Options options;
  options.delete_deadline = Millis(60);
  return options;
}

class HurriedDeletions : public DeletionTest {
 protected:
  HurriedDeletions() : DeletionTest(InAHurry()) {}
};

TEST_F(HurriedDeletions, AreInTime) {
  for (size_t i = 0; i < 12; i += 6) {
    EXPECT_TRUE(client_->Delete({ids_.begin() + static_cast<long>(i), ids_.begin() + static_cast<long>(i + 6)}));
    EXPECT_TRUE(IsConfirmed());
    Pause(50);
  }
  EXPECT_EQ(cluster_->scm().deletions().given_up(), 0u);
}

}  // namespace
}  // namespace containerstore
