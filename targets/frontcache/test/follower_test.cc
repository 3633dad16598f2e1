// Followers of the cache.

#include "fleet_test.h"

namespace frontcache {
namespace {

void ViewNext(RequestThread& thread, uint64_t bundle) { thread.pages().View(bundle); }

// What a front-end that looks up pages there has to ask the database for.
uint64_t MissingAt(Fleet& fleet, size_t follower, uint64_t bundles) {
  fleet.UseCache(follower);
  const proto::Tally tally = fleet.RunFrontEnd(1, Repeat(bundles, 0, ViewNext));
  ExpectServed(tally, bundles);
  return tally.fills();
}

Options ShortLinks() {
  Options options;
  options.link_timeout = Millis(150);
  return options;
}

TEST(QuietFollowers, KeepTheirLinks) {
  Fleet fleet(ShortLinks());
  for (int i = 0; i < 4; ++i) fleet.StartFollower();
  ExpectServed(fleet.RunFrontEnd(1, Repeat(12, 20, [](RequestThread& t, uint64_t user) { t.feeds().Read(user); })), 12);
}

Options Copied() {
  Options options;
  options.cost.item_copy = Micros(200);
  return options;
}

TEST(Followers, HaveWhatTheCacheHas) {
  Fleet fleet(Copied());
  for (int i = 0; i < 2; ++i) fleet.StartFollower();
  ExpectServed(fleet.RunFrontEnd(1, Repeat(10, 15, ViewNext)), 10);
  Pause(60);
  EXPECT_EQ(MissingAt(fleet, 1, 10), 0u);
  EXPECT_EQ(MissingAt(fleet, 2, 10), 0u);
}

TEST(Followers, AreToldWhatChanges) {
  Fleet fleet(Copied());
  const size_t follower = fleet.StartFollower();
  ExpectServed(fleet.RunFrontEnd(1, Repeat(6, 10, ViewNext)), 6);
  const auto overwrite = [](RequestThread& thread, uint64_t bundle) { thread.writer().Commit({4 * bundle}, "new"); };
  ExpectServed(fleet.RunFrontEnd(1, Repeat(3, 10, overwrite)), 3);
  Pause(60);
  EXPECT_EQ(MissingAt(fleet, follower, 6), 3u);
}

TEST(LateFollower, CopiesTheCache) {
  Fleet fleet(Copied());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(10, 5, ViewNext)), 10);
  const size_t follower = fleet.StartFollower();
  Pause(100);
  EXPECT_EQ(MissingAt(fleet, follower, 10), 0u);
}

}  // namespace
}  // namespace frontcache
