#include "model/formula.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace csnake::model {
namespace {

constexpr int kDepthMax = 200;

struct Operator {
  Op op;
  std::string_view text;
  std::string_view source;
};

constexpr std::array kOperators = {
    Operator{Op::kAnd, "and", "&&"},        Operator{Op::kOr, "or", "||"},          Operator{Op::kNot, "not", "!"},
    Operator{Op::kEqual, "=", "=="},        Operator{Op::kNotEqual, "!=", "!="},    Operator{Op::kLess, "<", "<"},
    Operator{Op::kLessEqual, "<=", "<="},   Operator{Op::kGreater, ">", ">"},       Operator{Op::kGreaterEqual, ">=", ">="},
    Operator{Op::kAdd, "+", "+"},           Operator{Op::kSubtract, "-", "-"},      Operator{Op::kMultiply, "*", "*"},
    Operator{Op::kIfThenElse, "ite", "?"},
};

const Operator& Find(Op op) {
  return *std::ranges::find(kOperators, op, &Operator::op);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Formula> Parse() {
    auto formula = Expression(0);
    SkipSpace();
    if (formula && at_ != text_.size()) return Bad("text after the formula");
    return formula;
  }

 private:
  std::unexpected<Error> Bad(const std::string& what) const {
    return Fail(Code::kCorrupt, "formula: " + what + " at offset " + std::to_string(at_) +
                                    "; rebuild the target with this version of csnake-c++");
  }

  void SkipSpace() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  std::string_view Word() {
    const size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ' ' && text_[at_] != ')' && text_[at_] != '(') ++at_;
    return text_.substr(begin, at_ - begin);
  }

  Result<Formula> Expression(int depth) {
    SkipSpace();
    if (depth > kDepthMax) return Bad("nesting deeper than 200");
    if (at_ >= text_.size()) return Bad("unexpected end");
    if (text_[at_] == '(') return Application(depth);
    if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') return TermExpression();
    const std::string_view word = Word();
    if (word == "true") return Apply(Op::kTrue, {});
    if (word == "false") return Apply(Op::kFalse, {});
    int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.empty() || error != std::errc() || end != word.data() + word.size()) return Bad("not a number or term");
    return Integer(value);
  }

  Result<Formula> TermExpression() {
    const char letter = text_[at_];
    if (letter != 'i' && letter != 'I' && letter != 'b' && letter != 'B') return Bad("unknown sort letter");
    at_ += 2;
    const size_t end = text_.find('"', at_);
    if (end == std::string_view::npos) return Bad("unterminated name");
    std::string name(text_.substr(at_, end - at_));
    at_ = end + 1;
    const bool integer = letter == 'i' || letter == 'I';
    return Term(std::move(name), integer ? Sort::kInteger : Sort::kBoolean, letter == 'I' || letter == 'B');
  }

  Result<Formula> Application(int depth) {
    ++at_;
    const std::string_view word = Word();
    const auto found = std::ranges::find(kOperators, word, &Operator::text);
    if (found == kOperators.end()) return Bad("unknown operator");
    std::vector<Formula> arguments;
    for (SkipSpace(); at_ < text_.size() && text_[at_] != ')'; SkipSpace()) {
      auto argument = Expression(depth + 1);
      if (!argument) return argument;
      arguments.push_back(*std::move(argument));
    }
    if (at_ >= text_.size()) return Bad("missing )");
    ++at_;
    if (!WellSorted(found->op, arguments)) return Bad("operands do not fit the operator before");
    return Apply(found->op, std::move(arguments));
  }

  static bool WellSorted(Op op, const std::vector<Formula>& arguments) {
    const auto all = [&](Sort sort) { return std::ranges::all_of(arguments, [&](auto& a) { return SortOf(a) == sort; }); };
    switch (op) {
      case Op::kAnd: case Op::kOr: return all(Sort::kBoolean);
      case Op::kNot: return arguments.size() == 1 && all(Sort::kBoolean);
      case Op::kEqual: case Op::kNotEqual: return arguments.size() == 2 && SortOf(arguments[0]) == SortOf(arguments[1]);
      case Op::kIfThenElse:
        return arguments.size() == 3 && SortOf(arguments[0]) == Sort::kBoolean && SortOf(arguments[1]) == SortOf(arguments[2]);
      case Op::kSubtract: return (arguments.size() == 1 || arguments.size() == 2) && all(Sort::kInteger);
      default: return arguments.size() == 2 && all(Sort::kInteger);
    }
  }

  std::string_view text_;
  size_t at_ = 0;
};

std::string Source(const Formula& formula, bool nested) {
  switch (formula.op) {
    case Op::kTrue: return "true";
    case Op::kFalse: return "false";
    case Op::kInteger: return std::to_string(formula.integer);
    case Op::kTerm: return formula.name;
    default: break;
  }
  const auto& arguments = formula.arguments;
  const std::string symbol(Find(formula.op).source);
  if (formula.op == Op::kNot || (formula.op == Op::kSubtract && arguments.size() == 1))
    return symbol + Source(arguments[0], true);
  std::string text;
  if (formula.op == Op::kIfThenElse) {
    text = Source(arguments[0], true) + " ? " + Source(arguments[1], true) + " : " + Source(arguments[2], true);
  } else {
    for (const Formula& argument : arguments) text += (text.empty() ? "" : " " + symbol + " ") + Source(argument, true);
    if (arguments.size() == 1) return text;
  }
  return nested ? "(" + text + ")" : text;
}

}  // namespace

Formula Integer(int64_t value) {
  Formula formula;
  formula.op = Op::kInteger;
  formula.integer = value;
  return formula;
}

Formula Term(std::string name, Sort sort, bool stable) {
  Formula formula;
  formula.op = Op::kTerm;
  formula.name = std::move(name);
  formula.sort = sort;
  formula.stable = stable;
  return formula;
}

Formula Apply(Op op, std::vector<Formula> arguments) {
  Formula formula;
  formula.op = op;
  formula.arguments = std::move(arguments);
  return formula;
}

Sort SortOf(const Formula& formula) {
  switch (formula.op) {
    case Op::kInteger: case Op::kAdd: case Op::kSubtract: case Op::kMultiply: return Sort::kInteger;
    case Op::kTerm: return formula.sort;
    case Op::kIfThenElse: return SortOf(formula.arguments[1]);
    default: return Sort::kBoolean;
  }
}

namespace {

void CountTerms(const Formula& formula, int& stable, int& others) {
  if (formula.op == Op::kTerm) ++(formula.stable ? stable : others);
  for (const Formula& argument : formula.arguments) CountTerms(argument, stable, others);
}

}  // namespace

bool HasOnlyStableTerms(const Formula& formula) {
  int stable = 0, others = 0;
  CountTerms(formula, stable, others);
  return stable > 0 && others == 0;
}

std::string ToText(const Formula& formula) {
  switch (formula.op) {
    case Op::kTrue: return "true";
    case Op::kFalse: return "false";
    case Op::kInteger: return std::to_string(formula.integer);
    case Op::kTerm: {
      const bool integer = formula.sort == Sort::kInteger;
      return std::string(1, formula.stable ? (integer ? 'I' : 'B') : (integer ? 'i' : 'b')) + '"' + formula.name + '"';
    }
    default: break;
  }
  std::string text = "(" + std::string(Find(formula.op).text);
  for (const Formula& argument : formula.arguments) text += " " + ToText(argument);
  return text + ")";
}

std::string ToSource(const Formula& formula) { return Source(formula, false); }

Result<Formula> ParseFormula(std::string_view text) { return Parser(text).Parse(); }

}  // namespace csnake::model
