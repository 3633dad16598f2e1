#include "instrument/diagnostics.h"

#include <gtest/gtest.h>

namespace csnake::instrument {
namespace {

TEST(Diagnostics, AnErrorHasThePlacesOfItsNotes) {
  const auto errors = ParseErrors(
      "In file included from a.cc:1:\n"
      "dir/b.h:7:12: error: no member named 'x' in 'S'\n"
      "    7 |   return s.x;\n"
      "a.cc:20:3: note: in instantiation of function template specialization 'F<S>' requested here\n"
      "a.cc:30:1: warning: unused [-Wunused]\n"
      "a.cc:31:1: note: of the warning\n"
      "c:\\d.cc:1:2: fatal error: too many: errors\n"
      "2 errors generated.\n");
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].message, "no member named 'x' in 'S'");
  ASSERT_EQ(errors[0].places.size(), 2U);
  EXPECT_EQ(errors[0].places[0].file, "dir/b.h");
  EXPECT_EQ(errors[0].places[0].line, 7);
  EXPECT_EQ(errors[0].places[1].file, "a.cc");
  EXPECT_EQ(errors[0].places[1].line, 20);
  EXPECT_EQ(errors[1].message, "too many: errors");
  EXPECT_EQ(errors[1].places[0].file, "c:\\d.cc");
}

TEST(Diagnostics, WhatIsNoMessageIsNone) {
  for (const char* text : {"", "\n", "error: ", ": error: x", "a.cc: error: x", "a.cc:1: error: x", "a.cc:x:1: error: y", "clang: error: z",
                           "a.cc:1:2: warning: error: w", "a.cc:1:1: note: n"})
    EXPECT_TRUE(ParseErrors(text).empty()) << text;
}

}  // namespace
}  // namespace csnake::instrument
