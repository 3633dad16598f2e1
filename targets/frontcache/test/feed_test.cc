// Feeds: scanned for every view.

#include "fleet_test.h"

namespace frontcache {
namespace {

Options Feeds() {
  Options options;
  options.cost.row_scan = Micros(200);
  return options;
}

void ReadFeed(RequestThread& thread, uint64_t user) { thread.feeds().Read(user); }

void ReadWholeFeed(RequestThread& thread, uint64_t user) {
  if (thread.feeds().Read(user).size() != 12) throw FeedError("short feed");
}

TEST(Feeds, AreScannedForEachView) {
  Fleet fleet(Feeds());
  const proto::Tally tally = fleet.RunFrontEnd(2, Repeat(8, 5, ReadWholeFeed));
  ExpectServed(tally, 16);
  EXPECT_EQ(tally.scans(), 16u);
}

Options OneAttempt() {
  Options options;
  options.feed_timeout = Millis(150);
  options.feed_rows = 5;
  options.cost.row_scan = Micros(100);
  return options;
}

TEST(HurriedFeeds, ComeInTime) {
  Fleet fleet(OneAttempt());
  for (int i = 0; i < 2; ++i) fleet.StartFrontEnd(2, Repeat(8, 20, ReadFeed));
  ExpectServed(fleet.JoinFrontEnds(), 32);
}

Options ThreeAttempts() {
  Options options = Feeds();
  options.feed_attempts = 3;
  return options;
}

TEST(PersistentFeeds, NeedOneAttempt) {
  Fleet fleet(ThreeAttempts());
  for (int front_end = 0; front_end < 2; ++front_end) {
    fleet.StartFrontEnd(1, Repeat(3, 20, ReadWholeFeed));
  }
  const proto::Tally tally = fleet.JoinFrontEnds();
  ExpectServed(tally, 6);
  EXPECT_EQ(tally.scans(), 6u);
}

TEST(PersistentFeeds, SurviveADatabaseRestart) {
  Fleet fleet(ThreeAttempts());
  fleet.StartFrontEnd(1, Repeat(10, 15, ReadWholeFeed));
  Pause(60);
  fleet.RestartDatabase();
  ExpectServed(fleet.JoinFrontEnds(), 10);
}

}  // namespace
}  // namespace frontcache
