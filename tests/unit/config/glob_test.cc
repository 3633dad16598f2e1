#include "config/glob.h"

#include <gtest/gtest.h>

#include "config/nearest.h"

namespace csnake::config {
namespace {

TEST(Glob, DoubleStarCrossesDirectories) {
  EXPECT_TRUE(MatchesGlob("src/**", "src/a.cc"));
  EXPECT_TRUE(MatchesGlob("src/**", "src/a/b/c.cc"));
  EXPECT_FALSE(MatchesGlob("src/**", "lib/src/a.cc"));
  EXPECT_TRUE(MatchesGlob("**", "any/thing"));
  EXPECT_TRUE(MatchesGlob("**/x.cc", "x.cc"));
  EXPECT_TRUE(MatchesGlob("**/x.cc", "a/b/x.cc"));
  EXPECT_FALSE(MatchesGlob("**/x.cc", "a/yx.cc"));
  EXPECT_TRUE(MatchesGlob("a/**/z", "a/z"));
  EXPECT_TRUE(MatchesGlob("a/**/z", "a/b/c/z"));
  EXPECT_FALSE(MatchesGlob("a/**/z", "a/bz"));
}

TEST(Glob, SingleStarStaysInOneDirectory) {
  EXPECT_TRUE(MatchesGlob("src/*.cc", "src/a.cc"));
  EXPECT_FALSE(MatchesGlob("src/*.cc", "src/a/b.cc"));
  EXPECT_TRUE(MatchesGlob("*", "a"));
  EXPECT_FALSE(MatchesGlob("*", "a/b"));
  EXPECT_TRUE(MatchesGlob("a?c", "abc"));
  EXPECT_FALSE(MatchesGlob("a?c", "a/c"));
  EXPECT_TRUE(MatchesGlob("metrics::*", "metrics::Counter::Add"));
}

TEST(Glob, LeadingDotSlashIsIgnoredAndEmptyListMatchesNothing) {
  EXPECT_TRUE(MatchesGlob("./src/*", "src/a"));
  EXPECT_TRUE(MatchesGlob("src/*", "./src/a"));
  EXPECT_FALSE(Matches({}, "src/a"));
  EXPECT_TRUE(Matches(std::vector<std::string>{"lib/**", "src/**"}, "src/a"));
}

TEST(Glob, ManyStarsStayFast) {
  const std::string path(5000, 'a');
  EXPECT_FALSE(MatchesGlob("**a**a**a**a**a**a**a**a**b", path));
}

TEST(Nearest, NamesTheClosestOrListsAll) {
  const std::vector<std::string_view> known = {"repeat", "jobs", "timeout"};
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
  EXPECT_EQ(Suggestion("repeet", known), "; did you mean \"repeat\"?");
  EXPECT_EQ(Suggestion("zzzzzz", known), "; known: repeat, jobs, timeout");
}

}  // namespace
}  // namespace csnake::config
