// Pages: what the cache has, and what it has not.

#include "fleet_test.h"

namespace frontcache {
namespace {

Options LenientPages() {
  Options options;
  options.partial_pages = true;
  options.fill_timeout = Millis(150);
  options.cost.row_read = Micros(100);
  return options;
}

TEST(ColdCache, IsFilledByThreeFrontEnds) {
  Fleet fleet(LenientPages());
  for (uint64_t i = 0; i < 3; ++i) {
    const auto view = [i](RequestThread& thread, uint64_t number) {
      thread.pages().View(10 * i + 4 * thread.index() + number);
    };
    fleet.StartFrontEnd(2, Repeat(4, 25, view));
  }
  ExpectServed(fleet.JoinFrontEnds(), 3 * 2 * 4);
}

TEST(ColdCache, AnswersEveryFrontEndTheSame) {
  Fleet fleet(LenientPages());
  const auto check = [](RequestThread& thread, uint64_t bundle) {
    const std::string first_row = "row " + std::to_string(bundle * 24) + "\n";
    if (thread.pages().View(bundle).find(first_row) == std::string::npos) throw BundleError("wrong page");
  };
  for (int i = 0; i < 2; ++i) fleet.StartFrontEnd(2, Repeat(4, 20, check));
  ExpectServed(fleet.JoinFrontEnds(), 2 * 2 * 4);
}

TEST(SmallPages, AreReadOnce) {
  Options options = LenientPages();
  options.fill_timeout = Millis(2000);
  options.bundle_objects = 2;
  Fleet fleet(options);
  const proto::Tally tally =
      fleet.RunFrontEnd(1, Repeat(8, 12, [](RequestThread& thread, uint64_t) { thread.pages().View(1); }));
  ExpectServed(tally, 8);
  EXPECT_EQ(tally.fills(), 2u);
}

// Views the first bundles again and again.
std::function<void(RequestThread&, uint64_t)> ViewFirst(uint64_t bundles) {
  return [bundles](RequestThread& thread, uint64_t number) { thread.pages().View(number % bundles); };
}

Options StrictPages() {
  Options options;
  options.cost.row_read = Micros(200);
  return options;
}

TEST(CompletePages, AreReadOnceAndThenCached) {
  Fleet fleet(StrictPages());
  const proto::Tally tally = fleet.RunFrontEnd(1, Repeat(12, 8, ViewFirst(2)));
  ExpectServed(tally, 12);
  EXPECT_EQ(tally.fills(), 2u * 4u);
}

TEST(CompletePages, AreSharedByFrontEnds) {
  Fleet fleet(StrictPages());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(3, 0, ViewFirst(3))), 3);
  const proto::Tally second = fleet.RunFrontEnd(2, Repeat(10, 5, ViewFirst(3)));
  ExpectServed(second, 20);
  EXPECT_EQ(second.fills(), 0u);
}

TEST(LostCache, IsFilledAgain) {
  Fleet fleet(StrictPages());
  const Script view_three = Repeat(9, 5, ViewFirst(3));
  EXPECT_EQ(fleet.RunFrontEnd(1, view_three).fills(), 3u * 4u);
  fleet.RestartCache();
  const proto::Tally again = fleet.RunFrontEnd(1, view_three);
  ExpectServed(again, 9);
  EXPECT_EQ(again.fills(), 3u * 4u);
}

Options Coalescing() {
  Options options;
  options.coalesce = true;
  options.coalesce_timeout = Millis(150);
  options.cost.row_read = Micros(300);
  return options;
}

TEST(Coalescing, SimultaneousViewsReadOnce) {
  Fleet fleet(Coalescing());
  const proto::Tally tally = fleet.RunFrontEnd(4, Repeat(3, 20, ViewFirst(3)));
  ExpectServed(tally, 12);
  EXPECT_LT(tally.fills(), 4u * 3u * 4u);
}

TEST(Coalescing, StopsAtTheProcess) {
  Fleet fleet(Coalescing());
  for (int i = 0; i < 2; ++i) fleet.StartFrontEnd(3, Repeat(2, 30, ViewFirst(3)));
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
  const proto::Tally tally = fleet.RunFrontEnd(1, Repeat(8, 30, ViewFirst(1)));
  ExpectServed(tally, 8);
  EXPECT_GE(tally.fills(), 3u * 4u);
}

Options SweptOften() {
  Options options = Swept();
  options.item_ttl = Millis(60'000);
  options.get_timeout = Millis(80);
  return options;
}

TEST(SweptCache, ServesMeanwhile) {
  Fleet fleet(SweptOften());
  ExpectServed(fleet.RunFrontEnd(2, Repeat(20, 8, ViewFirst(5))), 40);
}

Options Resting() {
  Options options = Swept();
  options.item_ttl = Millis(60'000);
  options.cache_pause = Millis(150);
  return options;
}

TEST(RestingFrontEnd, SpareTheCache) {
  Fleet fleet(Resting());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(12, 8, ViewFirst(4))), 12);
}

}  // namespace
}  // namespace frontcache
