#include "instrument/line_repair.h"

#include <algorithm>
#include <cctype>

namespace csnake::instrument {
namespace {

bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// The end of the literal whose quote is at `at`.
size_t SkipQuoted(std::string_view text, size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote && text[at] != '\n'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

// Whether the quote at `at` belongs to R"...( or one of its prefixed forms.
bool IsRaw(std::string_view text, size_t at) {
  if (at == 0 || text[at] != '"' || text[at - 1] != 'R') return false;
  size_t begin = at - 1;
  while (begin > 0 && IsWord(text[begin - 1])) --begin;
  const std::string_view prefix = text.substr(begin, at - begin);
  return prefix == "R" || prefix == "LR" || prefix == "uR" || prefix == "UR" || prefix == "u8R";
}

size_t SkipRaw(std::string_view text, size_t at) {
  const size_t open = text.find('(', at);
  if (open == std::string_view::npos) return text.size();
  const std::string end = ")" + std::string(text.substr(at + 1, open - at - 1)) + "\"";
  const size_t close = text.find(end, open);
  return close == std::string_view::npos ? text.size() : close + end.size();
}

// How many of the newlines at `at` are there only because of `uncounted` lines before; none when a line marker follows.
size_t Surplus(std::string_view text, size_t at, size_t uncounted) {
  const size_t next = std::min(text.find_first_not_of('\n', at), text.size());
  const bool marked = next < text.size() && text[next] == '#';
  return marked || next - at <= uncounted ? 0 : uncounted;
}

bool HasRaw(std::string_view text) {
  for (size_t at = text.find("R\""); at != std::string_view::npos; at = text.find("R\"", at + 1))
    if (IsRaw(text, at + 1)) return true;
  return false;
}

}  // namespace

std::string RepairLines(std::string_view text) {
  if (!HasRaw(text)) return std::string(text);
  std::string out;
  size_t copied = 0;
  size_t uncounted = 0;
  for (size_t at = 0; at < text.size();) {
    if (IsRaw(text, at)) {
      const size_t end = SkipRaw(text, at);
      uncounted += static_cast<size_t>(std::ranges::count(text.substr(at, end - at), '\n'));
      at = end;
    } else if (text[at] == '"' || (text[at] == '\'' && (at == 0 || !std::isxdigit(static_cast<unsigned char>(text[at - 1]))))) {
      at = SkipQuoted(text, at);
    } else if (text[at] == '\n' && uncounted > 0) {
      out.append(text, copied, at - copied);
      copied = at + Surplus(text, at, uncounted);
      at = std::min(text.find_first_not_of('\n', at), text.size());
      uncounted = 0;
    } else {
      ++at;
    }
  }
  return out.append(text, copied);
}

}  // namespace csnake::instrument
