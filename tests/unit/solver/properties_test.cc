// Random functions over small domains: what the solver says against what trying all values says.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <random>

#include "solver/compatibility.h"
#include "tests/unit/solver/program.h"

namespace csnake::solver {
namespace {

using model::Edge;
using model::Formula;
using model::LocalFrame;
using model::LocalState;
using model::Op;
using model::Sort;

constexpr int kValues = 3;    // Integers are 0..2; a branch that every state has seen says so.
constexpr int kBranches = 4;  // Random ones, after that branch.
constexpr int kSituations = kValues * kValues * 2;  // Locals x, y and p of one frame.
constexpr int kExecutions = kValues * 2;            // Stable S and Q.

// Values of all terms of one frame.
struct Values {
  int64_t x, y, s;
  bool p, q;
};

Values ValuesOf(int situation, int execution) {
  return {.x = situation % kValues, .y = situation / kValues % kValues, .s = execution % kValues,
          .p = situation / kValues / kValues == 1, .q = execution / kValues == 1};
}

int64_t Evaluate(const Formula& f, const Values& v) {
  const auto arg = [&](size_t i) { return Evaluate(f.arguments[i], v); };
  switch (f.op) {
    case Op::kTrue: return 1;
    case Op::kFalse: return 0;
    case Op::kInteger: return f.integer;
    case Op::kTerm: return f.name == "x" ? v.x : f.name == "y" ? v.y : f.name == "S" ? v.s : f.name == "p" ? v.p : v.q;
    case Op::kAnd: return std::ranges::all_of(f.arguments, [&](auto& a) { return Evaluate(a, v) != 0; });
    case Op::kOr: return std::ranges::any_of(f.arguments, [&](auto& a) { return Evaluate(a, v) != 0; });
    case Op::kNot: return !arg(0);
    case Op::kEqual: return arg(0) == arg(1);
    case Op::kNotEqual: return arg(0) != arg(1);
    case Op::kLess: return arg(0) < arg(1);
    case Op::kLessEqual: return arg(0) <= arg(1);
    case Op::kGreater: return arg(0) > arg(1);
    case Op::kGreaterEqual: return arg(0) >= arg(1);
    case Op::kAdd: return arg(0) + arg(1);
    case Op::kSubtract: return f.arguments.size() == 1 ? -arg(0) : arg(0) - arg(1);
    case Op::kMultiply: return arg(0) * arg(1);
    case Op::kIfThenElse: return arg(0) ? arg(1) : arg(2);
  }
  return 0;
}

class Properties : public testing::Test {
 protected:
  Properties() : seed(std::random_device{}()), random(seed) { RecordProperty("seed", std::to_string(seed)); }

  int Pick(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

  Formula RandomInteger(int depth) {
    const auto deeper = [&] { return RandomInteger(depth - 1); };
    switch (Pick(depth > 0 ? 8 : 4)) {
      case 0: return model::Integer(Pick(kValues + 1));
      case 1: return Term("x", Sort::kInteger);
      case 2: return Term("y", Sort::kInteger);
      case 3: return Term("S", Sort::kInteger, true);
      case 4: return Apply(Op::kAdd, {deeper(), deeper()});
      case 5: return Apply(Op::kSubtract, {deeper(), deeper()});
      case 6: return Apply(Op::kMultiply, {model::Integer(Pick(3)), deeper()});
      default: return Apply(Op::kIfThenElse, {RandomBoolean(depth - 1), deeper(), deeper()});
    }
  }

  Formula RandomBoolean(int depth) {
    static constexpr std::array kCompare = {Op::kEqual, Op::kNotEqual, Op::kLess, Op::kLessEqual, Op::kGreater, Op::kGreaterEqual};
    const auto deeper = [&] { return RandomBoolean(depth - 1); };
    switch (Pick(depth > 0 ? 9 : 4)) {
      case 0: return Term("p", Sort::kBoolean);
      case 1: return Term("Q", Sort::kBoolean, true);
      case 4: return Apply(Op::kAnd, {deeper(), deeper()});
      case 5: return Apply(Op::kOr, {deeper(), deeper()});
      case 6: return Apply(Op::kNot, {deeper()});
      case 7: return Apply(Op::kEqual, {deeper(), deeper()});
      default: return Apply(kCompare[static_cast<size_t>(Pick(6))], {RandomInteger(depth - 1), RandomInteger(depth - 1)});
    }
  }

  // Branch 0 bounds the domain. Branch kBranches guards the fault.
  model::FunctionId RandomFunction(const std::string& name) {
    const auto id = program.Function(name, {R"((and (>= i"x" 0) (<= i"x" 2) (>= i"y" 0) (<= i"y" 2) (>= I"S" 0) (<= I"S" 2)))"});
    auto& branches = program.catalogue.functions[id].branches;
    for (int i = 1; i <= kBranches; ++i) branches.push_back({.number = i, .condition = RandomBoolean(2)});
    return id;
  }

  bool HoldsIn(const LocalFrame& frame, const Values& values) const {
    for (const auto& branch : program.catalogue.functions.at(frame.function).branches) {
      const bool seen = ((frame.seen >> branch.number) & 1) != 0;
      const bool taken = ((frame.taken >> branch.number) & 1) != 0;
      if (seen && (Evaluate(branch.condition, values) != 0) != taken) return false;
    }
    return true;
  }

  bool Possible(const LocalFrame& frame, int execution) const {
    for (int i = 0; i < kSituations; ++i)
      if (HoldsIn(frame, ValuesOf(i, execution))) return true;
    return false;
  }

  // Random outcomes, possible or not; the domain holds.
  LocalFrame RandomFrame(model::FunctionId function) {
    LocalFrame frame{.function = function, .seen = 1, .taken = 1};
    for (int i = 1; i <= kBranches; ++i) {
      if (Pick(2) == 0) continue;
      frame.seen |= uint64_t{1} << i;
      if (Pick(2) == 0) frame.taken |= uint64_t{1} << i;
    }
    return frame;
  }

  // The outcomes of a real execution.
  LocalFrame RealFrame(model::FunctionId function, int execution) {
    LocalFrame frame = RandomFrame(function);
    const Values values = ValuesOf(Pick(kSituations), execution);
    frame.taken = 0;
    for (const auto& branch : program.catalogue.functions.at(function).branches)
      if (((frame.seen >> branch.number) & 1) != 0 && Evaluate(branch.condition, values) != 0)
        frame.taken |= uint64_t{1} << branch.number;
    return frame;
  }

  // Executions in which both frames describe one situation; a frame that is never possible says nothing.
  std::vector<bool> JointExecutions(LocalFrame effect, LocalFrame cause) const {
    cause.seen &= ~(uint64_t{1} << kBranches);
    cause.taken &= cause.seen;
    const auto never = [&](const LocalFrame& frame) {
      for (int e = 0; e < kExecutions; ++e)
        if (Possible(frame, e)) return false;
      return true;
    };
    const bool any_effect = never(effect);
    const bool any_cause = never(cause);
    std::vector<bool> executions;
    for (int e = 0; e < kExecutions; ++e) {
      executions.push_back(false);
      for (int i = 0; i < kSituations && !executions.back(); ++i)
        executions.back() = (any_effect || HoldsIn(effect, ValuesOf(i, e))) && (any_cause || HoldsIn(cause, ValuesOf(i, e)));
    }
    return executions;
  }

  // In which any of the states is possible.
  std::vector<bool> PossibleExecutions(const std::vector<LocalState>& states) const {
    std::vector<bool> any(kExecutions, false);
    for (const LocalState& state : states) {
      const auto executions = JointExecutions(state.frames[0], {.function = state.frames[0].function});
      for (size_t e = 0; e < any.size(); ++e) any[e] = any[e] || executions[e];
    }
    return any;
  }

  // Over all pairs of states. A context in which one state is never possible has any state.
  std::vector<bool> JointExecutions(const Edge& a, const Edge& b) const {
    std::vector<bool> any(kExecutions, false);
    for (const LocalState& x : a.effect_states.at(0).states)
      for (const LocalState& y : b.cause_states.at(0).states) {
        const auto executions = JointExecutions(x.frames[0], y.frames[0]);
        for (size_t e = 0; e < any.size(); ++e) any[e] = any[e] || executions[e];
      }
    return any;
  }

  std::vector<LocalState> RandomStates(model::FunctionId function) {
    std::vector<LocalState> states;
    for (int i = Pick(3); i >= 0; --i)
      states.push_back({.frames = {Pick(3) == 0 ? RandomFrame(function) : RealFrame(function, Pick(kExecutions)), {}, {}}});
    return states;
  }

  // A cycle of `length` faults, each in a function of its own.
  std::vector<Edge> RandomCycle(int length) {
    std::vector<model::Fault> faults;
    std::vector<model::FunctionId> functions;
    for (int i = 0; i < length; ++i) {
      functions.push_back(RandomFunction("function " + std::to_string(++made)));
      faults.push_back(program.Error("fault " + std::to_string(made), functions.back(), kBranches));
    }
    std::vector<Edge> edges;
    for (size_t i = 0; i < faults.size(); ++i) {
      const size_t next = (i + 1) % faults.size();
      Edge& edge = edges.emplace_back();
      edge.injected_runs = 3;
      edge.cause = faults[i];
      edge.effect = faults[next];
      edge.cause_states = test::States(RandomStates(functions[i]));
      edge.effect_states = test::States(RandomStates(functions[next]));
    }
    return edges;
  }

  unsigned seed;
  std::mt19937 random;
  test::Program program;
  int made = 0;
};

TEST_F(Properties, LinksAndChainsAgreeWithTryingAllValues) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  int refused_links = 0;
  int refused_chains = 0;
  Compatibility paths(program.catalogue, {.level = Level::kPaths, .unstable = {}});
  Compatibility chains(program.catalogue, {.unstable = {}});
  for (int round = 0; round < 400; ++round) {
    std::vector<Edge> edges = RandomCycle(1 + Pick(4));
    for (Edge& edge : edges)
      if (Pick(3) == 0)
        edge.between.push_back(test::States(RandomStates(RandomFunction("function " + std::to_string(++made)))));
    std::vector<bool> executions(kExecutions, true);
    bool all_linked = true;
    std::vector<const Edge*> chain;
    for (size_t i = 0; i < edges.size(); ++i) {
      const Edge& next = edges[(i + 1) % edges.size()];
      const auto joint = JointExecutions(edges[i], next);
      const bool linked = std::ranges::find(joint, true) != joint.end();
      const Verdict verdict = paths.Link(edges[i], next);
      ASSERT_TRUE(verdict.decided);
      ASSERT_EQ(verdict.compatible, linked) << "round " << round;
      ASSERT_EQ(verdict.core.empty(), linked);
      refused_links += linked ? 0 : 1;
      all_linked = all_linked && linked;
      for (size_t e = 0; e < executions.size(); ++e) executions[e] = executions[e] && joint[e];
      for (const auto& between : edges[i].between) {
        const auto alone = PossibleExecutions(between.at(0).states);
        for (size_t e = 0; e < executions.size(); ++e) executions[e] = executions[e] && alone[e];
      }
      chain.push_back(&edges[i]);
    }
    const bool possible = std::ranges::find(executions, true) != executions.end();
    const Verdict verdict = chains.Chain(chain);
    ASSERT_TRUE(verdict.decided);
    ASSERT_EQ(verdict.compatible, possible) << "round " << round;
    ASSERT_EQ(paths.Chain(chain).compatible, all_linked);
    refused_chains += all_linked && !possible ? 1 : 0;
  }
  EXPECT_GT(refused_links, 0);  // Otherwise this test says little; on average 200 and 20.
  EXPECT_GT(refused_chains, 0);
  RecordProperty("refused_links", refused_links);
  RecordProperty("refused_chains", refused_chains);
}

TEST_F(Properties, AnyOccurrenceIsCompatibleWithItself) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::vector<std::unique_ptr<Compatibility>> levels;
  for (const Level level : {Level::kNone, Level::kTrace, Level::kPaths, Level::kChain})
    levels.push_back(std::make_unique<Compatibility>(program.catalogue, CompatibilityOptions{.level = level, .unstable = {}}));
  for (int round = 0; round < 300; ++round) {
    const auto own = RandomFunction("own " + std::to_string(round));
    const auto caller = RandomFunction("caller " + std::to_string(round));
    const auto fault = program.Error("fault " + std::to_string(round), own, kBranches);
    const int execution = Pick(kExecutions);
    LocalState state;
    state.frames = {RealFrame(own, execution), RealFrame(caller, execution), LocalFrame{}};
    if (Pick(3) == 0) state.frames[0] = RandomFrame(own);  // Formulas may be wrong about what was observed.
    Edge edge;
    edge.injected_runs = 3;
    edge.cause = edge.effect = fault;
    edge.cause_states = edge.effect_states = test::States({state}, caller);
    const std::array<const Edge*, 1> chain = {&edge};
    for (const auto& compatibility : levels) {
      ASSERT_TRUE(compatibility->Link(edge, edge).compatible) << ToName(compatibility->level());
      ASSERT_TRUE(compatibility->Chain(chain).compatible) << ToName(compatibility->level());
    }
  }
}

// One run in which every hop of a chain was seen, in frames of one execution.
TEST_F(Properties, ChainSeenInOneExecutionIsNeverRefused) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Compatibility compatibility(program.catalogue, {.unstable = {}});
  for (int round = 0; round < 200; ++round) {
    std::vector<Edge> edges = RandomCycle(2 + Pick(4));
    const int execution = Pick(kExecutions);
    for (size_t i = 0; i < edges.size(); ++i) {
      Edge& next = edges[(i + 1) % edges.size()];
      const auto function = program.catalogue.Find(next.cause.site)->function;
      const LocalState shared{.frames = {RealFrame(function, execution), {}, {}}};
      edges[i].effect_states[0].states.push_back(shared);
      next.cause_states[0].states.push_back(shared);
    }
    std::vector<const Edge*> chain;
    for (const Edge& edge : edges) chain.push_back(&edge);
    ASSERT_TRUE(compatibility.Chain(chain).compatible) << "round " << round;
  }
}

TEST_F(Properties, LevelsOnlyRefuseMore) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  Compatibility paths(program.catalogue, {.level = Level::kPaths, .unstable = {}});
  Compatibility chains(program.catalogue, {.unstable = {}});
  for (int round = 0; round < 200; ++round) {
    std::vector<Edge> edges = RandomCycle(3);
    const std::array callers = {model::FunctionId{1}, model::FunctionId{2}};
    for (Edge& edge : edges) edge.effect_states[0].callers[0] = callers[static_cast<size_t>(Pick(2))];
    for (Edge& edge : edges) edge.cause_states[0].callers[0] = callers[static_cast<size_t>(Pick(2))];
    for (size_t i = 0; i < edges.size(); ++i) {
      const Edge& next = edges[(i + 1) % edges.size()];
      const std::array<const Edge*, 2> pair = {&edges[i], &next};
      if (chains.Chain(pair).compatible) EXPECT_TRUE(paths.Link(edges[i], next).compatible);
      if (paths.Link(edges[i], next).compatible)
        EXPECT_EQ(edges[i].effect_states[0].callers, next.cause_states[0].callers);
    }
  }
}

}  // namespace
}  // namespace csnake::solver
