#include "instrument/edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace csnake::instrument {
namespace {

TEST(Edits, NothingChangesNothing) {
  const Edits edits;
  EXPECT_TRUE(edits.empty());
  EXPECT_EQ(edits.Apply("if (a) b;\n"), "if (a) b;\n");
}

TEST(Edits, OuterRangesStayOutside) {
  Edits edits;
  edits.Wrap(0, 5, "<", ">");
  edits.Wrap(0, 3, "[", "]");
  edits.Wrap(3, 5, "{", "}");
  EXPECT_EQ(edits.Apply("abcde"), "<[abc]{de}>");
}

TEST(Edits, OfEqualRangesTheFirstIsOutside) {
  Edits edits;
  edits.Wrap(1, 2, "(", ")");
  edits.Wrap(1, 2, "[", "]");
  edits.Wrap(1, 2, "{", "}");
  EXPECT_EQ(edits.Apply("abc"), "a([{b}])c");
}

TEST(Edits, AtOneOffsetWhatClosesComesFirst) {
  Edits edits;
  edits.Wrap(2, 4, "<", ">");
  edits.Wrap(0, 2, "[", "]");
  EXPECT_EQ(edits.Apply("abcd"), "[ab]<cd>");
}

TEST(Edits, TextCanBeCompletedLater) {
  Edits edits;
  const size_t wrap = edits.Wrap(0, 1);
  edits.Before(wrap) += "x";
  edits.Before(wrap) += "y";
  edits.After(wrap) = "z";
  EXPECT_EQ(edits.Apply("a"), "xyaz");
}

TEST(Edits, AtTheEndsOfTheText) {
  Edits edits;
  edits.Wrap(0, 0, "^");
  edits.Wrap(1, 1, "$");
  EXPECT_EQ(edits.Apply("a"), "^a$");
}

// Whatever nests, brackets of the result nest as well and the text between is untouched.
TEST(Edits, NestedRangesGiveNestedBrackets) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    Edits edits;
    std::vector<std::pair<size_t, size_t>> ranges = {{0, 40}};
    for (size_t i = 0; i < ranges.size() && ranges.size() < 30; ++i) {
      const auto [begin, end] = ranges[i];
      edits.Wrap(begin, end, "(", ")");
      if (end - begin < 2) continue;
      const size_t middle = begin + 1 + random() % (end - begin - 1);
      ranges.push_back({begin, middle});
      ranges.push_back({middle, end});
    }
    std::string text = edits.Apply(std::string(40, 'x'));
    int depth = 0;
    for (const char c : text) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      ASSERT_GE(depth, 0) << text;
    }
    EXPECT_EQ(depth, 0);
    EXPECT_EQ(text.find("()"), std::string::npos) << text;
    std::erase_if(text, [](char c) { return c != 'x'; });
    EXPECT_EQ(text, std::string(40, 'x'));
  }
}

}  // namespace
}  // namespace csnake::instrument
