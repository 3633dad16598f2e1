#include "solver/z3/session.h"

#include <z3++.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace csnake::solver {
namespace {

using model::Formula;
using model::Op;

z3::expr Translate(z3::context& context, const Formula& formula);

// z3++ asserts where a sort is wrong; a catalogue from elsewhere must not end the process.
void Require(bool well_sorted) {
  if (!well_sorted) throw z3::exception("ill-sorted formula");
}

z3::expr Boolean(z3::context& context, const Formula& formula) {
  z3::expr result = Translate(context, formula);
  Require(result.is_bool());
  return result;
}

z3::expr Number(z3::context& context, const Formula& formula) {
  z3::expr result = Translate(context, formula);
  Require(result.is_int());
  return result;
}

z3::expr Fold(z3::context& context, const Formula& formula, z3::expr (*join)(const z3::expr&, const z3::expr&)) {
  z3::expr result = Number(context, formula.arguments.at(0));
  for (size_t i = 1; i < formula.arguments.size(); ++i) result = join(result, Number(context, formula.arguments[i]));
  return result;
}

z3::expr All(z3::context& context, const Formula& formula) {
  z3::expr_vector arguments(context);
  for (const Formula& argument : formula.arguments) arguments.push_back(Boolean(context, argument));
  return formula.op == Op::kAnd ? z3::mk_and(arguments) : z3::mk_or(arguments);
}

// The text form of a term carries sort and stability, so one name used with two sorts is two constants.
z3::expr Constant(z3::context& context, const Formula& term) {
  const std::string name = model::ToText(term);
  return term.sort == model::Sort::kInteger ? context.int_const(name.c_str()) : context.bool_const(name.c_str());
}

z3::expr Compare(z3::context& context, const Formula& formula) {
  const z3::expr left = Translate(context, formula.arguments.at(0));
  const z3::expr right = Translate(context, formula.arguments.at(1));
  const bool equality = formula.op == Op::kEqual || formula.op == Op::kNotEqual;
  Require(left.is_bool() == right.is_bool() && (equality || left.is_int()));
  switch (formula.op) {
    case Op::kEqual: return left == right;
    case Op::kNotEqual: return left != right;
    case Op::kLess: return left < right;
    case Op::kLessEqual: return left <= right;
    case Op::kGreater: return left > right;
    default: return left >= right;
  }
}

z3::expr Translate(z3::context& context, const Formula& formula) {
  switch (formula.op) {
    case Op::kTrue: return context.bool_val(true);
    case Op::kFalse: return context.bool_val(false);
    case Op::kInteger: return context.int_val(formula.integer);
    case Op::kTerm: return Constant(context, formula);
    case Op::kAnd:
    case Op::kOr: return All(context, formula);
    case Op::kNot: return !Boolean(context, formula.arguments.at(0));
    case Op::kAdd: return Fold(context, formula, [](const z3::expr& a, const z3::expr& b) { return a + b; });
    case Op::kMultiply: return Fold(context, formula, [](const z3::expr& a, const z3::expr& b) { return a * b; });
    case Op::kSubtract:
      if (formula.arguments.size() == 1) return -Number(context, formula.arguments[0]);
      return Fold(context, formula, [](const z3::expr& a, const z3::expr& b) { return a - b; });
    case Op::kIfThenElse: {
      const z3::expr then = Translate(context, formula.arguments.at(1));
      const z3::expr otherwise = Translate(context, formula.arguments.at(2));
      Require(then.is_bool() == otherwise.is_bool());
      return z3::ite(Boolean(context, formula.arguments.at(0)), then, otherwise);
    }
    default: return Compare(context, formula);
  }
}

Answer ToAnswer(z3::check_result result) {
  if (result == z3::sat) return Answer::kSatisfiable;
  return result == z3::unsat ? Answer::kContradiction : Answer::kUnknown;
}

}  // namespace

struct Session::Engine {
  Engine(const Literals& all, uint32_t work_limit) : literals(all), solver(context, z3::solver::simple()) {
    z3::params parameters(context);
    parameters.set("rlimit", work_limit);
    solver.set(parameters);
  }

  z3::expr Expression(Literal literal) {
    if (atoms.size() <= literal / 2) atoms.resize(literals.atom_count());
    auto& atom = atoms[literal / 2];
    if (!atom) atom = Boolean(context, literals.At(literal).formula);
    return IsNegated(literal) ? !*atom : *atom;
  }

  z3::expr Both(const Conjunction& conjunction) {
    z3::expr_vector parts(context);
    for (const Literal literal : conjunction) parts.push_back(Expression(literal));
    return z3::mk_and(parts);
  }

  // Runs `query` between push and pop; Z3's exceptions end here.
  Answer Scoped(const std::function<z3::check_result()>& query) {
    Answer answer = Answer::kUnknown;
    solver.push();
    try {
      answer = ToAnswer(query());
    } catch (const z3::exception&) {
      answer = Answer::kUnknown;
    }
    solver.pop();
    return answer;
  }

  const Literals& literals;
  z3::context context;
  z3::solver solver;
  std::vector<std::optional<z3::expr>> atoms;
};

Session::Session(const Literals& literals, uint32_t work_limit)
    : literals_(literals), work_limit_(work_limit) {}
Session::~Session() = default;

Session::Engine& Session::Start() {
  if (!engine_) engine_ = std::make_unique<Engine>(literals_, work_limit_);
  return *engine_;
}

Answer Session::Check(const Conjunction& conjunction) { return Check(conjunction, {}); }

Answer Session::Check(const Conjunction& fixed, const std::vector<Choice>& choices) {
  Engine& engine = Start();
  return engine.Scoped([&] {
    for (const Literal literal : fixed) engine.solver.add(engine.Expression(literal));
    for (const Choice& choice : choices) {
      z3::expr_vector options(engine.context);
      for (const Conjunction& option : choice) options.push_back(engine.Both(option));
      engine.solver.add(z3::mk_or(options));
    }
    return engine.solver.check();
  });
}

Conjunction Session::Core(const Conjunction& conjunction) {
  Engine& engine = Start();
  Conjunction core = conjunction;
  engine.Scoped([&] {
    z3::expr_vector marks(engine.context);
    for (const Literal literal : conjunction) {
      const z3::expr mark = engine.context.bool_const(("mark " + std::to_string(literal)).c_str());
      engine.solver.add(z3::implies(mark, engine.Expression(literal)));
      marks.push_back(mark);
    }
    const z3::check_result result = engine.solver.check(marks);
    if (result == z3::unsat) {
      core.clear();
      for (const z3::expr& part : engine.solver.unsat_core())
        for (size_t i = 0; i < conjunction.size(); ++i)
          if (z3::eq(part, marks[static_cast<int>(i)])) core.push_back(conjunction[i]);
    }
    return result;
  });
  std::ranges::sort(core);
  return core;
}

}  // namespace csnake::solver
