#include "runner/screen.h"

#include <gtest/gtest.h>

namespace csnake::runner {
namespace {

model::Run Shows(uint64_t site, uint64_t count, uint8_t value = 0) {
  model::Run run;
  run.observations[{.site = {site}, .value = value, .parent_loop = {}, .callers = {}}].count = count;
  return run;
}

class ScreenTest : public testing::Test {
 protected:
  ScreenTest() {
    extent.Add(Shows(1, 8));
    extent.Add(Shows(1, 10));
    extent.Add(Shows(2, 0));
  }
  Extent extent;
};

TEST_F(ScreenTest, WhatTheProfileShowedIsNotWorthARepeat) {
  EXPECT_FALSE(extent.IsExceededBy(Shows(1, 11)));
  EXPECT_FALSE(extent.IsExceededBy(Shows(2, 0)));
  EXPECT_FALSE(extent.IsExceededBy({}));
}

TEST_F(ScreenTest, AnythingNewIs) {
  EXPECT_TRUE(extent.IsExceededBy(Shows(2, 1)));
  EXPECT_TRUE(extent.IsExceededBy(Shows(3, 1)));
  EXPECT_TRUE(extent.IsExceededBy(Shows(1, 1, 1)));
}

TEST_F(ScreenTest, AQuarterMoreWorkIs) {
  EXPECT_TRUE(extent.IsExceededBy(Shows(1, 12)));
}

}  // namespace
}  // namespace csnake::runner
