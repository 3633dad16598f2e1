#include "config/glob.h"

#include <algorithm>
#include <vector>

namespace csnake::config {
namespace {

enum class Kind { kCharacter, kOne, kStar, kDeep, kDeepSlash };

struct Token {
  Kind kind;
  char character = 0;
};

std::vector<Token> Tokens(std::string_view pattern) {
  std::vector<Token> tokens;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const bool at_start = i == 0 || pattern[i - 1] == '/';
    if (pattern.substr(i).starts_with("**/") && at_start) {
      tokens.push_back({Kind::kDeepSlash});  // Any directories, also none.
      i += 2;
    } else if (pattern.substr(i).starts_with("**")) {
      tokens.push_back({Kind::kDeep});
      ++i;
    } else if (pattern[i] == '*') {
      tokens.push_back({Kind::kStar});
    } else if (pattern[i] == '?') {
      tokens.push_back({Kind::kOne});
    } else {
      tokens.push_back({Kind::kCharacter, pattern[i]});
    }
  }
  return tokens;
}

}  // namespace

// Dynamic programming over the path: `reached[i]` says that the tokens so far can match the first i characters.
bool MatchesGlob(std::string_view pattern, std::string_view relative_path) {
  while (relative_path.starts_with("./")) relative_path.remove_prefix(2);
  while (pattern.starts_with("./")) pattern.remove_prefix(2);
  const size_t size = relative_path.size();
  std::vector<bool> reached(size + 1, false);
  reached[0] = true;
  for (const Token& token : Tokens(pattern)) {
    std::vector<bool> next(size + 1, false);
    bool open = false;  // A wildcard that began earlier may still be extended.
    for (size_t i = 0; i <= size; ++i) {
      const char before = i > 0 ? relative_path[i - 1] : '/';
      switch (token.kind) {
        case Kind::kCharacter: next[i] = i > 0 && reached[i - 1] && before == token.character; break;
        case Kind::kOne: next[i] = i > 0 && reached[i - 1] && before != '/'; break;
        case Kind::kStar:
          if (i > 0 && before == '/') open = false;
          next[i] = open = open || reached[i];
          break;
        case Kind::kDeep: next[i] = open = open || reached[i]; break;
        case Kind::kDeepSlash:
          next[i] = reached[i] || (open && before == '/');
          open = open || reached[i];
          break;
      }
    }
    reached = std::move(next);
  }
  return reached[size];
}

bool Matches(std::span<const std::string> patterns, std::string_view relative_path) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) { return MatchesGlob(pattern, relative_path); });
}

}  // namespace csnake::config
