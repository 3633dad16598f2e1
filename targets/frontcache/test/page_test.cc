// Pages: what the cache has, and what it has not.

#include "fleet_test.h"

namespace frontcache {
namespace {

Options LenientPages() {
  Options options;
  options.partial_pages = true;
  options.fill_timeout = Millis(100);
  options.cost.row_read = Micros(300);
  return options;
}

TEST(ColdCache, IsFilledByThreeFrontEnds) {
  Fleet fleet(LenientPages());
  for (uint64_t front_end = 0; front_end < 3; ++front_end) {
    fleet.StartFrontEnd(2, Repeat(4, 5, [=](RequestThread& thread, uint64_t view) {
      thread.pages().View(10 * front_end + 4 * thread.index() + view);
    }));
  }
  ExpectServed(fleet.JoinFrontEnds(), 3 * 2 * 4);
}

TEST(ColdCache, AnswersEveryFrontEndTheSame) {
  Fleet fleet(LenientPages());
  const Script view_all = Repeat(4, 2, [](RequestThread& thread, uint64_t view) {
    const std::string page = thread.pages().View(view);
    if (page.find("row " + std::to_string(view * 24)) == std::string::npos) throw BundleError("wrong page");
  });
  for (int front_end = 0; front_end < 2; ++front_end) fleet.StartFrontEnd(2, view_all);
  ExpectServed(fleet.JoinFrontEnds(), 2 * 2 * 4);
}

Options StrictPages() {
  Options options;
  options.cost.row_read = Micros(200);
  return options;
}

TEST(CompletePages, AreReadOnceAndThenCached) {
  Fleet fleet(StrictPages());
  const proto::Tally tally = fleet.RunFrontEnd(
      1, Repeat(12, 8, [](RequestThread& thread, uint64_t view) { thread.pages().View(view % 2); }));
  ExpectServed(tally, 12);
  EXPECT_EQ(tally.fills(), 2u * 4u);
}

TEST(CompletePages, AreSharedByFrontEnds) {
  Fleet fleet(StrictPages());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(3, 0, [](RequestThread& t, uint64_t view) { t.pages().View(view); })), 3);
  const proto::Tally second =
      fleet.RunFrontEnd(2, Repeat(10, 5, [](RequestThread& t, uint64_t view) { t.pages().View(view % 3); }));
  ExpectServed(second, 20);
  EXPECT_EQ(second.fills(), 0u);
}

TEST(LostCache, IsFilledAgain) {
  Fleet fleet(StrictPages());
  fleet.StartFrontEnd(1, Repeat(12, 10, [](RequestThread& t, uint64_t view) { t.pages().View(view % 3); }));
  Pause(70);
  fleet.RestartCache();
  const proto::Tally tally = fleet.JoinFrontEnds();
  ExpectServed(tally, 12);
  EXPECT_EQ(tally.fills(), 2u * 3u * 4u);
}

Options Coalescing() {
  Options options;
  options.coalesce = true;
  options.coalesce_timeout = Millis(120);
  options.cost.row_read = Micros(500);
  return options;
}

TEST(Coalescing, SimultaneousViewsReadOnce) {
  Fleet fleet(Coalescing());
  const proto::Tally tally =
      fleet.RunFrontEnd(4, Repeat(3, 20, [](RequestThread& t, uint64_t view) { t.pages().View(view); }));
  ExpectServed(tally, 12);
  EXPECT_LE(tally.fills(), 2u * 3u * 4u);
}

TEST(Coalescing, StopsAtTheProcess) {
  Fleet fleet(Coalescing());
  for (int front_end = 0; front_end < 2; ++front_end) {
    fleet.StartFrontEnd(3, Repeat(2, 30, [](RequestThread& t, uint64_t view) { t.pages().View(view); }));
  }
  const proto::Tally tally = fleet.JoinFrontEnds();
  ExpectServed(tally, 12);
  EXPECT_GE(tally.fills(), 2u * 4u);
}

Options Swept() {
  Options options;
  options.sweep_interval = Millis(15);
  options.item_ttl = Millis(40);
  return options;
}

TEST(ExpiredItems, AreReadAgain) {
  Fleet fleet(Swept());
  const proto::Tally tally =
      fleet.RunFrontEnd(1, Repeat(8, 30, [](RequestThread& t, uint64_t) { t.pages().View(1); }));
  ExpectServed(tally, 8);
  EXPECT_GE(tally.fills(), 3u * 4u);
}

Options SweptOften() {
  Options options = Swept();
  options.item_ttl = Millis(60'000);
  options.get_timeout = Millis(60);
  return options;
}

TEST(SweptCache, ServesMeanwhile) {
  Fleet fleet(SweptOften());
  ExpectServed(fleet.RunFrontEnd(2, Repeat(20, 8, [](RequestThread& t, uint64_t view) { t.pages().View(view % 5); })),
               40);
}

Options Resting() {
  Options options = Swept();
  options.item_ttl = Millis(60'000);
  options.cache_pause = Millis(150);
  return options;
}

TEST(RestingFrontEnd, SpareTheCache) {
  Fleet fleet(Resting());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(12, 8, [](RequestThread& t, uint64_t view) { t.pages().View(view % 4); })),
               12);
}

}  // namespace
}  // namespace frontcache
