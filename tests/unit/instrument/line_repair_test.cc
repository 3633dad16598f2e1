#include "instrument/line_repair.h"

#include <gtest/gtest.h>

namespace csnake::instrument {
namespace {

TEST(LineRepair, OrdinaryTextIsUntouched) {
  for (const char* text : {"", "int a;\n\n\nint b;\n", "const char* s = \"R\\\"(\\n\";\n\n\n", "auto n = 1'000'000; char c = '\"';\n\n\nint x;\n",
                           "auto t = R\"(one line)\";\n\n\nint x;\n", "int R; f(R\"\");\n\n"})
    EXPECT_EQ(RepairLines(text), text);
}

TEST(LineRepair, EmptyLinesBehindARawStringGo) {
  EXPECT_EQ(RepairLines("auto t = R\"(a\nb\nc)\";\n\n\nint x;\n"), "auto t = R\"(a\nb\nc)\";\nint x;\n");
  EXPECT_EQ(RepairLines("auto t = u8R\"q(a\n)\" )q\" R\"(\n)\";\n\n\n\nint x;\n"), "auto t = u8R\"q(a\n)\" )q\" R\"(\n)\";\n\nint x;\n");
}

TEST(LineRepair, OnlyTheNextGapIsRepaired) {
  EXPECT_EQ(RepairLines("R\"(a\n)\"\n\nx\n\n\ny\n"), "R\"(a\n)\"\nx\n\n\ny\n");
}

TEST(LineRepair, ALineMarkerIsRightAlready) {
  const char* text = "R\"(a\n)\"\n\n# 20 \"a.cc\"\nint x;\n";
  EXPECT_EQ(RepairLines(text), text);
}

TEST(LineRepair, UnfinishedLiteralsEndWithTheText) {
  for (const char* text : {"R\"(a\n\n", "R\"", "R\"x", "\"a", "'", "\"\\"}) EXPECT_EQ(RepairLines(text), text);
}

}  // namespace
}  // namespace csnake::instrument
