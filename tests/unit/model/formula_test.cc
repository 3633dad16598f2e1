#include "model/formula.h"

#include <gtest/gtest.h>

#include "random_values.h"

namespace csnake::model {
namespace {

std::string Nested(int levels) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += "(not ";
  return text + "true" + std::string(static_cast<size_t>(levels), ')');
}

TEST(Formula, PrintsAndParses) {
  const Formula formula = Apply(Op::kAnd, {Apply(Op::kGreaterEqual, {Term("kv::Options::replicas", Sort::kInteger, true), Integer(3)}),
                                           Apply(Op::kNot, {Term("stop@2", Sort::kBoolean)})});
  EXPECT_EQ(ToText(formula), R"((and (>= I"kv::Options::replicas" 3) (not b"stop@2")))");
  EXPECT_EQ(ToSource(formula), "(kv::Options::replicas >= 3) && !stop@2");
  EXPECT_EQ(SortOf(formula), Sort::kBoolean);
}

TEST(Formula, RoundTripOfWhateverCanBeWritten) {
  const unsigned seed = NewSeed();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomValues values(seed);
  for (int i = 0; i < 2'000; ++i) {
    const Formula formula = i % 2 == 0 ? values.Boolean(static_cast<int>(values.Below(6))) : values.Integer(static_cast<int>(values.Below(6)));
    const auto parsed = ParseFormula(ToText(formula));
    ASSERT_TRUE(parsed) << ToText(formula) << "\n" << parsed.error().message;
    ASSERT_EQ(*parsed, formula) << ToText(formula);
    ToSource(formula);
  }
}

TEST(Formula, OnlyStableTermsAreWatched) {
  const Formula stable = Term("kv::Options::replicas", Sort::kInteger, true);
  const Formula passing = Term("n@2", Sort::kInteger);
  EXPECT_TRUE(HasOnlyStableTerms(Apply(Op::kLess, {stable, Integer(3)})));
  EXPECT_FALSE(HasOnlyStableTerms(Apply(Op::kLess, {stable, passing})));
  EXPECT_FALSE(HasOnlyStableTerms(Apply(Op::kLess, {passing, Integer(3)})));
}

TEST(Formula, NumbersAtTheirLimits) {
  for (const int64_t value : {INT64_MIN, int64_t{-1}, int64_t{0}, INT64_MAX}) EXPECT_EQ(ParseFormula(ToText(Integer(value))), Integer(value));
  EXPECT_FALSE(ParseFormula("9223372036854775808"));
}

TEST(Formula, WhatIsNoFormulaIsRefusedWithItsPlace) {
  for (const char* text : {"", " ", "(", ")", "()", "(and", "(nand true)", "x", "i\"n", "q\"n\"", "true false", "1x", "(not)", "(not true true)",
                           "(not 1)", "(and 1)", "(< true 1)", "(< 1)", "(= 1 true)", "(= 1)", "(ite 1 2 3)", "(ite true 1 false)",
                           "(+ 1)", "(-)", "(- 1 2 3)", "(* true 1)"}) {
    const auto parsed = ParseFormula(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, Code::kCorrupt);
    EXPECT_NE(parsed.error().message.find("at offset"), std::string::npos);
  }
}

TEST(Formula, NestingIsLimited) {
  EXPECT_TRUE(ParseFormula(Nested(200)));
  EXPECT_FALSE(ParseFormula(Nested(201)));
  EXPECT_FALSE(ParseFormula(std::string(1'000'000, '(')));
  EXPECT_FALSE(ParseFormula(Nested(100'000)));
}

TEST(Formula, DamagedTextNeverCrashes) {
  const unsigned seed = NewSeed();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomValues values(seed);
  for (int i = 0; i < 5'000; ++i) {
    std::string text = ToText(values.Boolean(4));
    for (size_t damage = values.Below(4) + 1; damage > 0 && !text.empty(); --damage) {
      const size_t at = values.Below(text.size());
      if (values.Below(3) == 0) text.erase(at, values.Below(8));
      else text[at] = static_cast<char>(values.Below(256));
    }
    if (const auto parsed = ParseFormula(text)) EXPECT_EQ(ParseFormula(ToText(*parsed)), *parsed) << text;
  }
}

}  // namespace
}  // namespace csnake::model
