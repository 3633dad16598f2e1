#include "instrument/edits.h"

#include <algorithm>
#include <tuple>

namespace csnake::instrument {

std::string Edits::Apply(std::string_view text) const {
  struct Insertion {
    size_t offset;
    bool opens;          // At one offset what closes comes first.
    size_t other_end;    // Sort key: outer opens first, inner closes first.
    size_t sequence;
    const std::string* text;
  };
  std::vector<Insertion> insertions;
  const size_t count = wraps_.size();
  for (size_t i = 0; i < count; ++i) {
    const Pair& w = wraps_[i];
    if (!w.before.empty()) insertions.push_back({w.begin, true, text.size() - w.end, i, &w.before});
    if (!w.after.empty()) insertions.push_back({w.end, false, text.size() - w.begin, count - i, &w.after});
  }
  std::ranges::sort(insertions, {}, [](const Insertion& i) { return std::tuple(i.offset, i.opens, i.other_end, i.sequence); });
  std::string out;
  out.reserve(text.size() + insertions.size() * 64);
  size_t at = 0;
  for (const Insertion& insertion : insertions) {
    out.append(text, at, insertion.offset - at);
    out += *insertion.text;
    at = insertion.offset;
  }
  out.append(text, at);
  return out;
}

}  // namespace csnake::instrument
