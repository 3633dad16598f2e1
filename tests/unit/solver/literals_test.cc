#include "solver/internal/literals.h"

#include <gtest/gtest.h>

namespace csnake::solver {
namespace {

class LiteralsOf : public testing::Test {
 protected:
  Conjunction Of(const std::string& text, bool holds = true) {
    Conjunction conjunction;
    auto formula = model::ParseFormula(text);
    EXPECT_TRUE(formula.has_value()) << text;
    literals.Add(*formula, holds, conjunction);
    return conjunction;
  }
  std::string Source(const std::string& text, bool holds = true) {
    std::string all;
    for (const Literal literal : Of(text, holds)) all += (all.empty() ? "" : "; ") + literals.Source(literal);
    return all;
  }

  Literals literals;
};

TEST_F(LiteralsOf, OneMeaningIsOneLiteral) {
  const Conjunction least = Of(R"((>= i"n" 3))");
  EXPECT_EQ(least, Of(R"((not (< i"n" 3)))"));
  EXPECT_EQ(least, Of(R"((<= 3 i"n"))"));
  EXPECT_EQ(least, Of(R"((< i"n" 3))", false));
  EXPECT_EQ(Of(R"((= 3 i"n"))"), Of(R"((!= i"n" 3))", false));
  EXPECT_EQ(Of(R"((= b"x" false))"), Of(R"(b"x")", false));
  EXPECT_EQ(Of(R"((= i"y" i"x"))"), Of(R"((= i"x" i"y"))"));
}

TEST_F(LiteralsOf, ConjunctionsAreSplit) {
  EXPECT_EQ(Of(R"((and b"x" (not b"y")))").size(), 2U);
  EXPECT_EQ(Of(R"((or b"x" b"y"))", false).size(), 2U);
  EXPECT_EQ(Of(R"((or b"x" b"y"))").size(), 1U);
  EXPECT_EQ(Of(R"((or b"x"))"), Of(R"(b"x")"));
}

TEST_F(LiteralsOf, ConstantsAreFolded) {
  EXPECT_TRUE(Of("true").empty());
  EXPECT_TRUE(Of("(< 2 3)").empty());
  EXPECT_TRUE(Of("(and)").empty());
  EXPECT_TRUE(Of("(or)", false).empty());
  EXPECT_EQ(Of("(< 3 2)"), Of("false"));
  EXPECT_EQ(Of("(or)"), Of("false"));
  EXPECT_EQ(Of("(and)", false), Of("false"));
}

TEST_F(LiteralsOf, AreShownAsPeopleWriteThem) {
  EXPECT_EQ(Source(R"((<= 3 i"n"))"), "n >= 3");
  EXPECT_EQ(Source(R"((< i"n" 3))"), "n < 3");
  EXPECT_EQ(Source(R"((> i"n" 3))"), "n > 3");
  EXPECT_EQ(Source(R"((> i"n" 3))", false), "n <= 3");
  EXPECT_EQ(Source(R"((!= i"n" 3))"), "n != 3");
  EXPECT_EQ(Source(R"(b"stop")", false), "!stop");
  EXPECT_EQ(Source(R"((< i"n" I"m"))", false), "n >= m");
}

TEST_F(LiteralsOf, CopiesKeepStableTermsAndPolarity) {
  const Literal stable = Of(R"((>= I"n" 3))").front();
  EXPECT_EQ(literals.Copy(stable, 4), stable);
  const Literal local = Of(R"((>= i"n" 3))").front();
  const Literal copy = literals.Copy(local, 4);
  EXPECT_NE(copy, local);
  EXPECT_EQ(copy, literals.Copy(local, 4));
  EXPECT_NE(copy, literals.Copy(local, 5));
  EXPECT_EQ(Negate(copy), literals.Copy(Negate(local), 4));
  EXPECT_EQ(literals.Source(copy), "n >= 3");
}

}  // namespace
}  // namespace csnake::solver
