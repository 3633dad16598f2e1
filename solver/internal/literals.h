// solver/internal/literals.h — conditions in one canonical form, so that equal questions look equal.
//
// A literal is an atom (canonical formula) or its negation; `n >= 3`, `!(n < 3)` and `3 <= n` are the same literal.
// Terms carry a qualifier behind kQualifier where a name means something only in one frame; it is not shown to people.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/formula.h"

namespace csnake::solver {

using Literal = uint32_t;                  // Twice the atom's index, plus one when negated.
using Conjunction = std::vector<Literal>;  // Sorted, unique. Empty: true.
using Choice = std::vector<Conjunction>;   // At least one of them holds.

inline constexpr char kQualifier = '\x1f';
inline constexpr Literal Negate(Literal literal) { return literal ^ 1U; }
inline constexpr bool IsNegated(Literal literal) { return (literal & 1U) != 0; }

struct ConjunctionHash {
  size_t operator()(const Conjunction& conjunction) const noexcept;
};

// What bounds.h can decide by itself.
enum class Shape : uint8_t { kFalse, kBoolean, kBelow, kAbove, kEquals, kOther };  // kBelow: term < constant.

struct Atom {
  model::Formula formula;
  Shape shape = Shape::kOther;
  uint32_t term = 0;         // All shapes but kFalse and kOther.
  int64_t constant = 0;      // kBelow, kAbove, kEquals.
  std::vector<uint32_t> terms;  // Sorted, unique.
  bool mentions_stable = false;
  bool only_stable = false;  // At least one term, and all are stable.
};

// Appends `qualifier` to the names of terms that are not stable; `rename(term)` may demote a stable one first.
model::Formula Qualified(const model::Formula& formula, const std::function<void(model::Formula&)>& rename);

class Literals {
 public:
  // Adds the literals that together say "`formula` is `holds`"; keeps `out` sorted and unique.
  void Add(const model::Formula& formula, bool holds, Conjunction& out);
  const Atom& At(Literal literal) const { return atoms_[literal / 2]; }
  size_t atom_count() const { return atoms_.size(); }
  bool TermIsStable(uint32_t term) const { return term_stable_[term]; }
  // The same literal about another situation: its unstable terms get other values.
  Literal Copy(Literal literal, uint32_t situation);
  std::string Source(Literal literal) const;  // Without qualifiers, `n >= 3` rather than `!(n < 3)`.

 private:
  void AddComparison(const model::Formula& formula, bool holds, Conjunction& out);
  void AddAtom(model::Formula formula, bool holds, Conjunction& out);
  Literal Intern(model::Formula formula);
  uint32_t InternTerm(const model::Formula& term);
  void Describe(Atom& atom);
  void CollectTerms(const model::Formula& formula, Atom& atom);

  std::vector<Atom> atoms_;
  std::unordered_map<std::string, uint32_t> by_text_;
  std::unordered_map<std::string, uint32_t> term_by_text_;
  std::vector<bool> term_stable_;
  std::map<std::pair<Literal, uint32_t>, Literal> copies_;
};

Conjunction Union(const Conjunction& a, const Conjunction& b);

}  // namespace csnake::solver
