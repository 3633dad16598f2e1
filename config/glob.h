// config/glob.h — patterns of `include`, `exclude` and `faults.exclude`.
//
// Light on purpose: the compiler wrapper asks it once per file, and its start-up counts.
// `*` is any run of characters but '/', `**` also crosses '/', `?` is one character but '/', everything else is itself.
// "src/**" matches everything below src; "**/x.cc" also matches "x.cc".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace csnake::config {

// Cost: pattern length times path length at worst.
bool MatchesGlob(std::string_view pattern, std::string_view relative_path);

// True when any of the patterns matches. An empty list matches nothing.
bool Matches(std::span<const std::string> patterns, std::string_view relative_path);

}  // namespace csnake::config
