// model/formula.h — a branch condition over the program's own terms.
//
//   instrument/ writes it into the catalogue => solver/ reads it
//
// Text form, an S-expression: `true`, `false`, `42`, `-1`, a term, or `(op arg...)` with op one of
//   and or not = != < <= > >= + - * ite
// A term is a sort letter and a quoted name: i"n@2" (integer, enumerator or pointer value), b"stop" (boolean).
// A capital letter, I"Options::replication", marks a *stable* term: one value for the whole execution.
// Names of other terms mean something only inside one frame of one function; the instrumenter numbers the versions
// of a term that may change between two reads, so that one name has one value within a frame.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/status.h"

namespace csnake::model {

enum class Op { kTrue, kFalse, kInteger, kTerm, kAnd, kOr, kNot, kEqual, kNotEqual, kLess, kLessEqual, kGreater,
                kGreaterEqual, kAdd, kSubtract, kMultiply, kIfThenElse };

enum class Sort { kInteger, kBoolean };

struct Formula {
  Op op = Op::kTrue;
  int64_t integer = 0;             // kInteger.
  std::string name;                // kTerm.
  Sort sort = Sort::kBoolean;      // kTerm.
  bool stable = false;             // kTerm.
  std::vector<Formula> arguments;  // The operators.

  bool operator==(const Formula&) const = default;
};

Formula Integer(int64_t value);
Formula Term(std::string name, Sort sort, bool stable = false);
Formula Apply(Op op, std::vector<Formula> arguments);

// kInteger for numbers, arithmetic and integer terms; kBoolean for everything else.
Sort SortOf(const Formula& formula);
// Has terms, and all of them are stable: its outcome is one for the whole execution.
bool HasOnlyStableTerms(const Formula& formula);

std::string ToText(const Formula& formula);
// For people: `replication >= 3 && !stop`, versions and qualifiers kept.
std::string ToSource(const Formula& formula);
// Errors: kCorrupt with the offset; nesting is limited to 200 levels. Sorts of operands are checked.
Result<Formula> ParseFormula(std::string_view text);

}  // namespace csnake::model
