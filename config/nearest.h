// config/nearest.h — "did you mean": the known name closest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace csnake::config {

// Levenshtein distance.
size_t EditDistance(std::string_view a, std::string_view b);

// `; did you mean "repeat"?`, or `; known: a, b, c` when nothing is near.
std::string Suggestion(std::string_view name, std::span<const std::string_view> known);

}  // namespace csnake::config
