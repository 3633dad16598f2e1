#include <gtest/gtest.h>

#include "fleet.h"

namespace frontcache {
namespace {

TEST(ColdCache, IsFilledByThreeFrontEnds) {
  Options options;
  options.partial_pages = true;
  options.fill_timeout = Millis(100);
  options.cost.row_read = Micros(300);
  Fleet fleet(options);
  for (uint64_t i = 0; i < 3; ++i) {
    fleet.StartFrontEnd(2, [i](RequestThread& thread) {
      for (uint64_t view = 0; view < 3; ++view) {
        thread.Serve([&](RequestThread& t) { t.pages().View(10 * i + 3 * t.index() + view); });
      }
    });
  }
  const proto::Tally tally = fleet.JoinFrontEnds();
  EXPECT_EQ(tally.served(), 18u);
  EXPECT_EQ(tally.failed(), 0u) << tally.last_error();
}

TEST(StrictPages, AreComplete) {
  Options options;
  options.cost.row_read = Micros(200);
  Fleet fleet(options);
  const proto::Tally tally = fleet.RunFrontEnd(1, [](RequestThread& thread) {
    for (uint64_t view = 0; view < 12; ++view) {
      thread.Serve([&](RequestThread& t) { t.pages().View(view % 2); });
      std::this_thread::sleep_for(Millis(8));
    }
  });
  EXPECT_EQ(tally.served(), 12u);
  EXPECT_EQ(tally.fills(), 8u);
}

class Fixture : public ::testing::Test {
 protected:
  void SetUp() override {
    Options options;
    options.cost.row_read = Micros(200);
    fleet_ = std::make_unique<Fleet>(options);
  }
  std::unique_ptr<Fleet> fleet_;
};

TEST_F(Fixture, ForksInSetUp) {
  const proto::Tally tally = fleet_->RunFrontEnd(1, [](RequestThread& thread) {
    for (uint64_t view = 0; view < 12; ++view) {
      thread.Serve([&](RequestThread& t) { t.pages().View(view % 2); });
      std::this_thread::sleep_for(Millis(8));
    }
  });
  EXPECT_EQ(tally.served(), 12u);
  EXPECT_EQ(tally.fills(), 8u);
}

}  // namespace
}  // namespace frontcache
