#include "solver/internal/bounds.h"

#include <algorithm>
#include <limits>

namespace csnake::solver {
namespace {

constexpr int64_t kLow = std::numeric_limits<int64_t>::min();
constexpr int64_t kHigh = std::numeric_limits<int64_t>::max();

// Values kLow and kHigh mean "no bound": integers are unbounded here, as in Z3.
struct Range {
  uint32_t term = 0;
  int64_t low = kLow;
  int64_t high = kHigh;
  std::vector<int64_t> holes;
};

Range& Find(std::vector<Range>& ranges, uint32_t term) {
  const auto found = std::ranges::find(ranges, term, &Range::term);
  return found != ranges.end() ? *found : ranges.emplace_back(Range{.term = term, .holes = {}});
}

// False when the literal is beyond this module: another shape, or a constant next to the ends of int64_t.
bool Narrow(const Atom& atom, bool negated, std::vector<Range>& ranges) {
  if (atom.constant <= kLow + 1 || atom.constant >= kHigh - 1) return false;
  const int64_t c = atom.constant;
  Range& range = Find(ranges, atom.term);
  switch (atom.shape) {
    case Shape::kBelow:
      if (negated) range.low = std::max(range.low, c);
      else range.high = std::min(range.high, c - 1);
      return true;
    case Shape::kAbove:
      if (negated) range.high = std::min(range.high, c);
      else range.low = std::max(range.low, c + 1);
      return true;
    case Shape::kEquals:
      if (negated) {
        range.holes.push_back(c);
      } else {
        range.low = std::max(range.low, c);
        range.high = std::min(range.high, c);
      }
      return true;
    default: return false;
  }
}

bool IsEmpty(Range& range) {
  if (range.low == kLow || range.high == kHigh) return false;
  if (range.low > range.high) return true;
  std::ranges::sort(range.holes);
  int64_t next = range.low;  // The smallest value that may be left.
  for (const int64_t hole : range.holes) {
    if (hole == next) ++next;  // Cannot overflow: Narrow() keeps constants away from the ends.
  }
  return next > range.high;
}

}  // namespace

std::optional<Answer> DecideByBounds(const Literals& literals, const Conjunction& conjunction) {
  bool all_known = true;
  std::vector<Range> ranges;
  for (size_t i = 0; i < conjunction.size(); ++i) {
    const Literal literal = conjunction[i];
    if (i > 0 && conjunction[i - 1] == Negate(literal)) return Answer::kContradiction;
    const Atom& atom = literals.At(literal);
    if (atom.shape == Shape::kFalse) {
      if (!IsNegated(literal)) return Answer::kContradiction;
    } else if (atom.shape != Shape::kBoolean) {
      all_known &= atom.shape != Shape::kOther && Narrow(atom, IsNegated(literal), ranges);
    }
  }
  if (std::ranges::any_of(ranges, IsEmpty)) return Answer::kContradiction;
  return all_known ? std::optional(Answer::kSatisfiable) : std::nullopt;
}

}  // namespace csnake::solver
