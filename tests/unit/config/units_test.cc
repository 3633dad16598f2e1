#include "config/units.h"

#include <gtest/gtest.h>

namespace csnake::config {
namespace {

TEST(Units, DurationsNeedAUnit) {
  EXPECT_EQ(ParseDuration("200ms"), 200'000'000);
  EXPECT_EQ(ParseDuration("5s"), 5'000'000'000);
  EXPECT_EQ(ParseDuration("15m"), 900'000'000'000);
  EXPECT_EQ(ParseDuration("6h"), 21'600'000'000'000);
  EXPECT_EQ(ParseDuration("1h30m"), 5'400'000'000'000);
  EXPECT_EQ(ParseDuration("1.5s"), 1'500'000'000);
  for (const char* bad : {"", "5", "5 s", "s", "-5s", "5sec", "5e3s", "nan", "inf", "99999999999d", "5s-"})
    EXPECT_FALSE(ParseDuration(bad)) << bad;
}

TEST(Units, FormatsWithTheLargestExactUnit) {
  for (const char* text : {"200ms", "5s", "15m", "6h", "0s", "90s", "2d"}) EXPECT_EQ(FormatDuration(*ParseDuration(text)), text);
}

TEST(Units, Sizes) {
  EXPECT_EQ(ParseSize("64KiB"), 65536);
  EXPECT_EQ(ParseSize("1.5GB"), 1'500'000'000);
  EXPECT_FALSE(ParseSize("64"));
  EXPECT_FALSE(ParseSize("64KiBx"));
}

TEST(Units, BudgetsHaveEitherOrBothParts) {
  EXPECT_EQ(ParseBudget("500runs/30m"), (Budget{500, 1'800'000'000'000}));
  EXPECT_EQ(ParseBudget("30m"), (Budget{0, 1'800'000'000'000}));
  EXPECT_EQ(ParseBudget("500runs"), (Budget{500, 0}));
  EXPECT_EQ(FormatBudget({500, 1'800'000'000'000}), "500runs/30m");
  for (const char* bad : {"", "500", "0runs", "-5runs", "runs", "5runs/", "5m/6m", "5runs/6runs/x"}) EXPECT_FALSE(ParseBudget(bad)) << bad;
}

}  // namespace
}  // namespace csnake::config
