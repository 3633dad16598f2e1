// instrument/line_repair.h — right line numbers in preprocessed text.
//
// clang -E does not count the lines inside a raw string literal: it puts as many empty lines behind it, so all that
// follows, up to the next line marker, seems to stand that much lower. Without the repair, sites, diagnostics and
// debug information of such a file are off.
#pragma once

#include <string>
#include <string_view>

namespace csnake::instrument {

// The text without these empty lines. Text that has no raw string of several lines comes back as it is.
std::string RepairLines(std::string_view preprocessed);

}  // namespace csnake::instrument
