// Sessions with the database: opening, keeping and losing them.

#include "fleet_test.h"

namespace frontcache {
namespace {

void ReadFeed(RequestThread& thread, uint64_t view) { thread.feeds().Read(view); }

Options SlowLogins() {
  Options options;
  options.cost.grant = Micros(500);
  return options;
}

TEST(Sessions, AreKeptBetweenRequests) {
  Fleet fleet(SlowLogins());
  const proto::Tally tally = fleet.RunFrontEnd(4, Repeat(10, 10, ReadFeed));
  ExpectServed(tally, 40);
  EXPECT_EQ(tally.dials(), 4u);
}

TEST(Sessions, AreOpenedByTwoFrontEndsAtOnce) {
  Fleet fleet(SlowLogins());
  for (int front_end = 0; front_end < 2; ++front_end) fleet.StartFrontEnd(4, Repeat(4, 20, ReadFeed));
  const proto::Tally tally = fleet.JoinFrontEnds();
  ExpectServed(tally, 32);
  EXPECT_EQ(tally.dials(), 8u);
}

Options OneShortDial() {
  Options options;
  options.cost.grant = Micros(200);
  options.dial_timeout = Millis(150);
  options.dial_attempts = 1;
  return options;
}

// Looks whether the session that each thread begins with has come about.
void CheckSession(RequestThread& thread, uint64_t) {
  if (!thread.db().is_open()) throw FeedError("no session");
}

TEST(HurriedDialers, AreLoggedInInTime) {
  Fleet fleet(OneShortDial());
  for (int i = 0; i < 2; ++i) fleet.StartFrontEnd(3, Repeat(1, 120, CheckSession));
  const proto::Tally tally = fleet.JoinFrontEnds();
  ExpectServed(tally, 6);
  EXPECT_EQ(tally.dials(), 6u);
}

Options RoomForTwoFrontEnds() {
  Options options;
  options.max_sessions = 8;
  options.grants = 8;
  options.cost.grant = Micros(800);
  options.dial_attempts = 20;
  options.dial_pause = Millis(10);
  return options;
}

TEST(LimitedSessions, SufficeForTwoFrontEnds) {
  Fleet fleet(RoomForTwoFrontEnds());
  for (int front_end = 0; front_end < 2; ++front_end) fleet.StartFrontEnd(4, Repeat(5, 15, ReadFeed));
  const proto::Tally tally = fleet.JoinFrontEnds();
  ExpectServed(tally, 40);
  EXPECT_EQ(tally.dials(), 8u);
}

TEST(LimitedSessions, SufficeForFourSmallFrontEnds) {
  Options options = RoomForTwoFrontEnds();
  options.max_sessions = 4;
  options.cost.grant = Micros(200);
  options.dial_timeout = Millis(150);
  Fleet fleet(options);
  for (int front_end = 0; front_end < 4; ++front_end) fleet.StartFrontEnd(1, Repeat(5, 25, ReadFeed));
  const proto::Tally tally = fleet.JoinFrontEnds();
  ExpectServed(tally, 20);
  EXPECT_EQ(tally.dials(), 4u);
}

TEST(LimitedSessions, AreFreeAgainWhenAFrontEndEnds) {
  Fleet fleet(RoomForTwoFrontEnds());
  fleet.StartFrontEnd(4, Repeat(2, 5, ReadFeed));
  fleet.StartFrontEnd(4, Repeat(2, 5, ReadFeed));
  ExpectServed(fleet.JoinFrontEnds(), 16);
  ExpectServed(fleet.RunFrontEnd(6, Repeat(2, 5, ReadFeed)), 12);
}

Options RoomForOne() {
  Options options;
  options.max_sessions = 1;
  options.dial_attempts = 2;
  options.dial_pause = Millis(5);
  return options;
}

TEST(FullDatabase, TurnsTheSecondAway) {
  Fleet fleet(RoomForOne());
  fleet.StartFrontEnd(1, Repeat(6, 30, ReadFeed));
  Pause(60);
  fleet.StartFrontEnd(1, [](RequestThread& thread) {
    thread.Serve([](RequestThread& serving) {
      if (serving.db().Ensure() == Status::kOk) throw FeedError("was not turned away");
    });
  });
  ExpectServed(fleet.JoinFrontEnds(), 7);
}

}  // namespace
}  // namespace frontcache
