#include "solver/internal/bounds.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "solver/z3/session.h"

namespace csnake::solver {
namespace {

class Bounds : public testing::Test {
 protected:
  std::optional<Answer> Decide(const std::vector<std::string>& texts) {
    Conjunction conjunction;
    for (const std::string& text : texts) literals.Add(model::ParseFormula(text).value(), true, conjunction);
    return DecideByBounds(literals, conjunction);
  }
  Literals literals;
};

TEST_F(Bounds, DecideTermsAgainstConstants) {
  EXPECT_EQ(Decide({}), Answer::kSatisfiable);
  EXPECT_EQ(Decide({R"((> i"n" 2))", R"((< i"n" 4))"}), Answer::kSatisfiable);
  EXPECT_EQ(Decide({R"((> i"n" 2))", R"((< i"n" 3))"}), Answer::kContradiction);
  EXPECT_EQ(Decide({R"((> i"n" 2))", R"((< i"n" 5))", R"((!= i"n" 3))", R"((!= i"n" 4))"}), Answer::kContradiction);
  EXPECT_EQ(Decide({R"(b"x")", R"((not b"x"))"}), Answer::kContradiction);
  EXPECT_EQ(Decide({"false"}), Answer::kContradiction);
}

TEST_F(Bounds, LeaveTheRestToOthers) {
  EXPECT_EQ(Decide({R"((> i"n" i"m"))"}), std::nullopt);
  EXPECT_EQ(Decide({R"((> i"n" i"m"))", R"((> i"k" 2))", R"((= i"k" 2))"}), Answer::kContradiction);
  EXPECT_EQ(Decide({R"((< i"n" -9223372036854775808))"}), std::nullopt);
  EXPECT_EQ(Decide({R"((> i"n" 9223372036854775807))"}), std::nullopt);
}

TEST_F(Bounds, AgreeWithZ3) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  Session session(literals, 1'000'000);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 1'000; ++round) {
    std::vector<std::string> texts;
    Conjunction conjunction;
    for (int i = pick(7); i >= 0; --i) {
      const std::string op = std::array{"<", "<=", ">", ">=", "=", "!=", "!="}[static_cast<size_t>(pick(7))];
      texts.push_back("(" + op + " i\"" + (pick(2) == 0 ? "n" : "m") + "\" " + std::to_string(pick(4)) + ")");
      literals.Add(model::ParseFormula(texts.back()).value(), true, conjunction);
    }
    ASSERT_EQ(Decide(texts), session.Check(conjunction)) << testing::PrintToString(texts);
  }
}

}  // namespace
}  // namespace csnake::solver
