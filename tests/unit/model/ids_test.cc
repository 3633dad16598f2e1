#include "model/ids.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <unordered_set>

#include "model/run.h"
#include "random_values.h"

namespace csnake::model {
namespace {

TEST(Ids, HexHasSixteenDigits) {
  EXPECT_EQ(ToHex(0), "0000000000000000");
  EXPECT_EQ(ToHex(0xfedcba9876543210), "fedcba9876543210");
  EXPECT_EQ(FromHex("FeDc"), 0xfedcu);
  EXPECT_EQ(FromHex("ffffffffffffffff"), ~uint64_t{0});
}

TEST(Ids, WhatIsNoHexIsRefused) {
  for (const char* text : {"", "g", "0x1", " 1", "1 ", "-1", "+1", "00000000000000001", "1\n"}) EXPECT_FALSE(FromHex(text)) << text;
  EXPECT_FALSE(FromHex(std::string_view("1\0", 2)));
}

TEST(Ids, RoundTrip) {
  const unsigned seed = NewSeed();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 1'000; ++i) {
    const uint64_t value = random() >> (random() % 64);
    EXPECT_EQ(FromHex(ToHex(value)), value);
  }
}

TEST(Ids, HashIsFnv1a) {
  // Published values: stores and findings depend on them.
  EXPECT_EQ(Hash(""), 0xcbf29ce484222325u);
  EXPECT_EQ(Hash("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(Hash("foobar"), 0x85944171f73967e8u);
  EXPECT_EQ(Hash("bar", Hash("foo")), Hash("foobar"));
  EXPECT_EQ(HashMix(kHashSeed, 0x61), Hash(std::string("a\0\0\0\0\0\0\0", 8)));
}

TEST(Ids, AreTypes) {
  static_assert(!std::is_convertible_v<SiteId, FunctionId>);
  static_assert(!std::is_convertible_v<uint64_t, SiteId>);
  EXPECT_FALSE(SiteId{});
  EXPECT_TRUE(SiteId{1});
  EXPECT_LT(SiteId{1}, SiteId{2});
  EXPECT_EQ((std::unordered_set<SiteId>{SiteId{1}, SiteId{1}, SiteId{2}}.size()), 2u);
}

TEST(Ids, KindsHaveNamesAndFrozenNumbers) {
  const std::vector<std::pair<Kind, int>> frozen = {{Kind::kThrow, 1}, {Kind::kErrorReturn, 2}, {Kind::kLibraryError, 3}, {Kind::kNegation, 4},
                                                    {Kind::kDetector, 5}, {Kind::kDelay, 6}, {Kind::kBranch, 7}};
  for (const auto& [kind, number] : frozen) {
    EXPECT_EQ(static_cast<int>(kind), number);
    EXPECT_EQ(KindFromName(ToName(kind)), kind);
  }
  EXPECT_FALSE(KindFromName("unknown"));
  EXPECT_EQ(ToName(static_cast<Kind>(99)), "unknown");
  EXPECT_EQ(ToName(Ending::kTimedOut), "timed out");
  EXPECT_EQ(static_cast<int>(Ending::kNotStarted), 5);
}

}  // namespace
}  // namespace csnake::model
