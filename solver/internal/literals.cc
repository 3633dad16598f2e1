#include "solver/internal/literals.h"

#include <algorithm>
#include <iterator>

#include "model/ids.h"

namespace csnake::solver {
namespace {

using model::Formula;
using model::Op;

void Insert(Literal literal, Conjunction& out) {
  const auto place = std::ranges::lower_bound(out, literal);
  if (place == out.end() || *place != literal) out.insert(place, literal);
}

Formula WithoutQualifiers(const Formula& formula) {
  Formula plain = formula;
  if (plain.op == Op::kTerm) plain.name = plain.name.substr(0, plain.name.find(kQualifier));
  for (Formula& argument : plain.arguments) argument = WithoutQualifiers(argument);
  return plain;
}

Op Shown(Op op, bool negated, bool mirrored) {
  if (op == Op::kEqual) return negated ? Op::kNotEqual : Op::kEqual;
  if (mirrored) return negated ? Op::kLessEqual : Op::kGreater;
  return negated ? Op::kGreaterEqual : Op::kLess;
}

}  // namespace

size_t ConjunctionHash::operator()(const Conjunction& conjunction) const noexcept {
  uint64_t hash = model::kHashSeed;
  for (const Literal literal : conjunction) hash = (hash ^ literal) * 0x9e3779b97f4a7c15ULL;
  return static_cast<size_t>(hash ^ (hash >> 32));
}

Formula Qualified(const Formula& formula, const std::function<void(Formula&)>& rename) {
  Formula result = formula;
  if (result.op == Op::kTerm) rename(result);
  for (Formula& argument : result.arguments) argument = Qualified(argument, rename);
  return result;
}

void Literals::Add(const Formula& formula, bool holds, Conjunction& out) {
  switch (formula.op) {
    case Op::kTrue:
    case Op::kFalse:
      if ((formula.op == Op::kTrue) != holds) Insert(Intern(Apply(Op::kFalse, {})), out);
      return;
    case Op::kNot: return Add(formula.arguments.at(0), !holds, out);
    case Op::kAnd:
    case Op::kOr:
      if (formula.arguments.size() == 1 || (formula.op == Op::kAnd) == holds) {
        for (const Formula& argument : formula.arguments) Add(argument, holds, out);
        return;
      }
      if (formula.arguments.empty()) return Add(Apply(Op::kFalse, {}), true, out);
      return AddAtom(formula, holds, out);
    case Op::kLess: case Op::kLessEqual: case Op::kGreater: case Op::kGreaterEqual:
    case Op::kEqual: case Op::kNotEqual: return AddComparison(formula, holds, out);
    default: return AddAtom(formula, holds, out);
  }
}

void Literals::AddComparison(const Formula& formula, bool holds, Conjunction& out) {
  Formula left = formula.arguments.at(0);
  Formula right = formula.arguments.at(1);
  const bool mirrored = formula.op == Op::kGreater || formula.op == Op::kLessEqual;
  const bool negated = formula.op == Op::kNotEqual || formula.op == Op::kLessEqual || formula.op == Op::kGreaterEqual;
  if (mirrored) std::swap(left, right);
  if (negated) holds = !holds;
  const bool equality = formula.op == Op::kEqual || formula.op == Op::kNotEqual;
  if (left.op == Op::kInteger && right.op == Op::kInteger) {
    const bool value = equality ? left.integer == right.integer : left.integer < right.integer;
    return Add(Apply(value ? Op::kTrue : Op::kFalse, {}), holds, out);
  }
  if (equality) {
    if (left.op == Op::kInteger || left.op == Op::kTrue || left.op == Op::kFalse) std::swap(left, right);
    if (right.op == Op::kTrue || right.op == Op::kFalse) return Add(left, holds == (right.op == Op::kTrue), out);
    if (right.op != Op::kInteger && ToText(right) < ToText(left)) std::swap(left, right);
    if (left == right) return Add(Apply(Op::kTrue, {}), holds, out);
  }
  AddAtom(Apply(equality ? Op::kEqual : Op::kLess, {std::move(left), std::move(right)}), holds, out);
}

void Literals::AddAtom(Formula formula, bool holds, Conjunction& out) {
  const Literal literal = Intern(std::move(formula));
  Insert(holds ? literal : Negate(literal), out);
}

Literal Literals::Intern(Formula formula) {
  const auto [place, inserted] = by_text_.try_emplace(ToText(formula), static_cast<uint32_t>(atoms_.size()));
  if (inserted) {
    Atom& atom = atoms_.emplace_back();
    atom.formula = std::move(formula);
    Describe(atom);
  }
  return place->second * 2;
}

uint32_t Literals::InternTerm(const Formula& term) {
  const auto [place, inserted] = term_by_text_.try_emplace(ToText(term), static_cast<uint32_t>(term_stable_.size()));
  if (inserted) term_stable_.push_back(term.stable);
  return place->second;
}

void Literals::Describe(Atom& atom) {
  CollectTerms(atom.formula, atom);
  std::ranges::sort(atom.terms);
  atom.terms.erase(std::ranges::unique(atom.terms).begin(), atom.terms.end());
  const auto stable = [&](uint32_t term) { return term_stable_[term]; };
  atom.mentions_stable = std::ranges::any_of(atom.terms, stable);
  atom.only_stable = !atom.terms.empty() && std::ranges::all_of(atom.terms, stable);

  const auto is = [&](size_t i, Op op) { return atom.formula.arguments.size() == 2 && atom.formula.arguments[i].op == op; };
  const Op op = atom.formula.op;
  if (op == Op::kFalse) {
    atom.shape = Shape::kFalse;
  } else if (op == Op::kTerm && atom.formula.sort == model::Sort::kBoolean) {
    atom.shape = Shape::kBoolean;
  } else if ((op == Op::kLess || op == Op::kEqual) && is(0, Op::kTerm) && is(1, Op::kInteger)) {
    atom.shape = op == Op::kLess ? Shape::kBelow : Shape::kEquals;
    atom.constant = atom.formula.arguments[1].integer;
  } else if (op == Op::kLess && is(0, Op::kInteger) && is(1, Op::kTerm)) {
    atom.shape = Shape::kAbove;
    atom.constant = atom.formula.arguments[0].integer;
  }
  if (atom.shape != Shape::kFalse && atom.shape != Shape::kOther) atom.term = atom.terms.front();
}

void Literals::CollectTerms(const Formula& formula, Atom& atom) {
  if (formula.op == Op::kTerm) atom.terms.push_back(InternTerm(formula));
  for (const Formula& argument : formula.arguments) CollectTerms(argument, atom);
}

Literal Literals::Copy(Literal literal, uint32_t situation) {
  if (At(literal).only_stable || At(literal).terms.empty()) return literal;
  const auto found = copies_.find({literal, situation});
  if (found != copies_.end()) return found->second;
  Literal copy = Intern(Qualified(At(literal).formula, [&](Formula& term) {
    if (!term.stable) term.name += kQualifier + std::to_string(situation);
  }));
  if (IsNegated(literal)) copy = Negate(copy);
  copies_.emplace(std::pair(literal, situation), copy);
  return copy;
}

std::string Literals::Source(Literal literal) const {
  Formula shown = WithoutQualifiers(At(literal).formula);
  if (shown.op == Op::kLess || shown.op == Op::kEqual) {
    const bool mirrored = shown.arguments[0].op == Op::kInteger;
    if (mirrored) std::swap(shown.arguments[0], shown.arguments[1]);
    shown.op = Shown(shown.op, IsNegated(literal), mirrored);
    return ToSource(shown);
  }
  return ToSource(IsNegated(literal) ? Apply(Op::kNot, {std::move(shown)}) : shown);
}

Conjunction Union(const Conjunction& a, const Conjunction& b) {
  Conjunction all;
  all.reserve(a.size() + b.size());
  std::ranges::set_union(a, b, std::back_inserter(all));
  return all;
}

}  // namespace csnake::solver
