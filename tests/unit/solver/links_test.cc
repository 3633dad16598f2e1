#include <gtest/gtest.h>

#include "solver/compatibility.h"
#include "tests/unit/solver/program.h"

namespace csnake::solver {
namespace {

using model::Fault;
using model::FunctionId;
using test::Frame;
using test::Into;
using test::OutOf;
using test::Program;
using test::Seen;
using test::States;
using Strings = std::vector<std::string>;

class Links : public testing::Test {
 protected:
  Verdict Link(Level level, const model::Edge& a, const model::Edge& b) {
    Compatibility compatibility(program.catalogue, {.level = level, .unstable = {}});
    return compatibility.Link(a, b);
  }
  Verdict Link(Level level, const model::LocalState& effect, const model::LocalState& cause) {
    return Link(level, Into(fault, States({effect})), OutOf(fault, States({cause})));
  }

  Program program;
  // Branch 4 guards the fault.
  FunctionId put = program.Function("Put", {R"((>= i"n" 3))", R"((< i"n" 5))", R"((<= i"n" 2))", R"(b"stop")", R"(b"bad")",
                                            R"((> (+ i"n" i"m") 9))", R"((< i"m" 4))"});
  Fault fault = program.Error("throw in Put", put, 4);
};

TEST_F(Links, NamesOfLevelsReadBack) {
  for (const Level level : {Level::kNone, Level::kTrace, Level::kPaths, Level::kChain})
    EXPECT_EQ(LevelFromName(ToName(level)), level);
  EXPECT_EQ(LevelFromName("traces"), std::nullopt);
}

TEST_F(Links, DifferentFaultsNeverLink) {
  EXPECT_FALSE(Link(Level::kNone, Into(fault, {}), OutOf(program.Error("other"), {})).compatible);
}

TEST_F(Links, NoneAcceptsEvenOtherCallers) {
  const auto a = Into(fault, States({Seen(put, {{3, true}})}, program.Function("Server")));
  const auto b = OutOf(fault, States({Seen(put, {{3, false}})}, program.Function("Client")));
  EXPECT_TRUE(Link(Level::kNone, a, b).compatible);
}

TEST_F(Links, OtherCallersAreRefusedByName) {
  const auto a = Into(fault, States({Seen(put, {})}, program.Function("Server")));
  const auto b = OutOf(fault, States({Seen(put, {})}, program.Function("Client")));
  for (const Level level : {Level::kTrace, Level::kPaths, Level::kChain}) {
    const Verdict verdict = Link(level, a, b);
    EXPECT_FALSE(verdict.compatible);
    EXPECT_EQ(verdict.core, (Strings{"called by Server", "called by Client"}));
  }
}

// A callback that posts itself: later iterations come from its own lambda, the first one from whoever began.
TEST_F(Links, CallersBeyondALoopOfCallbacksDoNotMatter) {
  const FunctionId next = program.Function("Queue::RunNext");
  const auto called_by = [&](FunctionId caller, FunctionId above) {
    auto states = States({Seen(put, {})}, caller);
    states[0].callers[1] = above;
    return states;
  };
  const auto link = [&](const std::vector<model::ContextStates>& a, const std::vector<model::ContextStates>& b) {
    return Link(Level::kChain, Into(fault, a), OutOf(fault, b)).compatible;
  };
  const FunctionId again = program.Function("Queue::RunNext::lambda1"), begin = program.Function("Queue::Add::lambda1");
  EXPECT_TRUE(link(called_by(next, again), called_by(next, begin)));
  EXPECT_TRUE(link(called_by(next, begin), called_by(next, again)));
  EXPECT_TRUE(link(called_by(next, next), called_by(next, begin)));  // It calls itself.
  EXPECT_FALSE(link(called_by(next, begin), called_by(next, program.Function("Queue::Drop"))));
  EXPECT_FALSE(link(called_by(next, again), called_by(program.Function("Other"), again)));
  EXPECT_TRUE(link(called_by(put, begin), called_by(program.Function("Put::lambda2"), again)));  // Above the fault itself.
}

TEST_F(Links, TraceWantsEqualOutcomesOnlyWhereBothSaw) {
  EXPECT_TRUE(Link(Level::kTrace, Seen(put, {{0, true}, {3, true}}), Seen(put, {{1, true}, {3, true}})).compatible);
  const Verdict verdict = Link(Level::kTrace, Seen(put, {{3, true}}), Seen(put, {{3, false}}));
  EXPECT_FALSE(verdict.compatible);
  EXPECT_EQ(verdict.core, (Strings{"!stop", "stop"}));
}

TEST_F(Links, TraceDoesNotReadConditions) {
  EXPECT_TRUE(Link(Level::kTrace, Seen(put, {{0, true}}), Seen(put, {{2, true}})).compatible);
  EXPECT_FALSE(Link(Level::kPaths, Seen(put, {{0, true}}), Seen(put, {{2, true}})).compatible);
}

TEST_F(Links, OutcomeOfTheForcedGuardIsLeftOut) {
  for (const Level level : {Level::kTrace, Level::kPaths, Level::kChain})
    EXPECT_TRUE(Link(level, Seen(put, {{4, true}}), Seen(put, {{4, false}})).compatible);
}

TEST_F(Links, PathsContradictWithinOneFrame) {
  const Verdict verdict = Link(Level::kPaths, Seen(put, {{0, true}, {3, true}}), Seen(put, {{2, true}, {3, true}}));
  EXPECT_FALSE(verdict.compatible);
  EXPECT_TRUE(verdict.decided);
  EXPECT_EQ(verdict.core, (Strings{"n <= 2", "n >= 3"}));
}

TEST_F(Links, PathsNeedArithmetic) {
  // n < 5 and m < 4, but n + m > 9.
  const Verdict verdict = Link(Level::kPaths, Seen(put, {{1, true}, {6, true}}), Seen(put, {{5, true}, {3, false}}));
  EXPECT_FALSE(verdict.compatible);
  EXPECT_EQ(verdict.core, (Strings{"(n + m) > 9", "m < 4", "n < 5"}));
  EXPECT_TRUE(Link(Level::kPaths, Seen(put, {{1, true}}), Seen(put, {{5, true}})).compatible);
}

TEST_F(Links, OnePairOfStatesThatFitsIsEnough) {
  const auto a = Into(fault, States({Seen(put, {{0, true}}), Seen(put, {{0, false}})}));
  EXPECT_TRUE(Link(Level::kPaths, a, OutOf(fault, States({Seen(put, {{2, true}})}))).compatible);
}

TEST_F(Links, UnknownStatesFitWhereCallersAreEqual) {
  const FunctionId server = program.Function("Server");
  const auto b = OutOf(fault, States({Seen(put, {{3, true}})}, server));
  auto incomplete = States({Seen(put, {{3, false}})}, server);
  incomplete[0].complete = false;
  for (const Level level : {Level::kTrace, Level::kPaths, Level::kChain}) {
    EXPECT_TRUE(Link(level, Into(fault, incomplete), b).compatible);
    EXPECT_TRUE(Link(level, Into(fault, States({}, server)), b).compatible);
    EXPECT_TRUE(Link(level, Into(fault, {}), b).compatible);
    EXPECT_FALSE(Link(level, Into(fault, States({})), b).compatible);
  }
}

TEST_F(Links, LocalTermsOfTheCallerAreNotThoseOfTheFunction) {
  const FunctionId server = program.Function("Server", {R"((>= i"n" 3))", R"((>= I"replicas" 3))"});
  const auto with = [&](std::pair<int, bool> own, std::pair<int, bool> outer) {
    return States({{.frames = {Frame(put, {own}), Frame(server, {outer}), {}}}}, server);
  };
  // n >= 3 in Server and n <= 2 in Put speak of two variables.
  EXPECT_TRUE(Link(Level::kPaths, Into(fault, with({2, true}, {0, true})), OutOf(fault, with({2, true}, {0, true}))).compatible);
  EXPECT_FALSE(
      Link(Level::kPaths, Into(fault, with({3, true}, {0, true})), OutOf(fault, with({3, true}, {0, false}))).compatible);
}

TEST_F(Links, StateThatContradictsItsOwnFormulasIsAnyState) {
  // Seen in a real run, so the formulas must be wrong: n wrapped around.
  Compatibility compatibility(program.catalogue, {.unstable = {}});
  EXPECT_TRUE(compatibility.Link(Into(fault, States({Seen(put, {{0, true}, {2, true}})})),
                                 OutOf(fault, States({Seen(put, {{1, false}})}))).compatible);
  EXPECT_EQ(compatibility.statistics().contradictory_states, 1U);
}

TEST_F(Links, MutatedTermMayDifferBetweenBranchesButNotWithinOne) {
  const FunctionId get = program.Function("Get", {R"((>= I"replicas" 3))", R"((< I"replicas" 2))"});
  const Fault late = program.Error("late", get);
  const auto a = Into(late, States({Seen(get, {{0, true}})}));
  const auto b = OutOf(late, States({Seen(get, {{1, true}})}));
  const auto not_a = OutOf(late, States({Seen(get, {{0, false}})}));
  EXPECT_FALSE(Link(Level::kPaths, a, b).compatible);
  Compatibility unstable(program.catalogue, {.unstable = {"replicas"}});
  EXPECT_TRUE(unstable.Link(a, b).compatible);
  program.catalogue.mutated.insert("replicas");
  EXPECT_TRUE(Link(Level::kPaths, a, b).compatible);
  EXPECT_FALSE(Link(Level::kPaths, a, not_a).compatible);
}

TEST_F(Links, OneNameWithTwoSortsIsTwoTerms) {
  const FunctionId get = program.Function("Get", {R"((= i"x" 1))", R"(b"x")", R"((= I"x" 2))", R"(B"x")"});
  const Fault late = program.Error("late", get);
  EXPECT_TRUE(Link(Level::kChain, Into(late, States({Seen(get, {{0, true}, {1, false}})})),
                   OutOf(late, States({Seen(get, {{2, true}, {3, true}})}))).compatible);
}

TEST_F(Links, UndecidedLinkStays) {
  const FunctionId get = program.Function(
      "Get", {R"((= (+ (* i"x" (* i"x" i"x")) (* i"y" (* i"y" i"y"))) (* i"z" (* i"z" i"z"))))", R"((> i"x" 1))",
              R"((> i"y" 1))", R"((> i"z" 1))"});
  const Fault late = program.Error("late", get);
  Compatibility compatibility(program.catalogue, {.work_limit = 2'000, .unstable = {}});
  const Verdict verdict = compatibility.Link(Into(late, States({Seen(get, {{0, true}, {1, true}})})),
                                             OutOf(late, States({Seen(get, {{2, true}, {3, true}})})));
  EXPECT_TRUE(verdict.compatible);
  EXPECT_FALSE(verdict.decided);
}

TEST_F(Links, IllSortedFormulaIsUndecided) {
  const auto x = Term("x", model::Sort::kBoolean);
  const auto n = Term("n", model::Sort::kInteger);
  const FunctionId get = program.Function("Get", {"true"});
  const Fault late = program.Error("late", get);
  for (const model::Formula& bad : {Apply(model::Op::kLess, {x, x}), Apply(model::Op::kEqual, {x, n}), n,
                                    Apply(model::Op::kEqual, {Apply(model::Op::kAdd, {x, n}), n})}) {
    program.catalogue.functions[get].branches[0].condition = bad;
    const Verdict verdict = Link(Level::kChain, Into(late, States({Seen(get, {{0, true}})})),
                                 OutOf(late, States({Seen(get, {{0, true}})})));
    EXPECT_TRUE(verdict.compatible);
    EXPECT_FALSE(verdict.decided);
  }
}

TEST_F(Links, EdgesThatNoQueryTellsApartHaveEqualSides) {
  Compatibility compatibility(program.catalogue, {.unstable = {}});
  const auto one = Seen(put, {{0, true}});
  const auto two = Seen(put, {{1, true}});
  EXPECT_EQ(compatibility.SidesOf(Into(fault, States({one, two}))), compatibility.SidesOf(Into(fault, States({two, one, one}))));
  EXPECT_NE(compatibility.SidesOf(Into(fault, States({one}))), compatibility.SidesOf(Into(fault, States({two}))));
}

}  // namespace
}  // namespace csnake::solver
