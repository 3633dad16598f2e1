#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "solver/compatibility.h"
#include "tests/unit/solver/program.h"

namespace csnake::solver {
namespace {

using model::Edge;
using model::Fault;
using model::FunctionId;
using test::Program;
using test::Seen;
using test::States;
using Strings = std::vector<std::string>;

// a -> b -> c -> a. Each fault has a function of its own that asks for configuration.
class Chains : public testing::Test {
 protected:
  Chains() {
    const Strings conditions = {R"((>= I"replicas" 3))", R"((= I"replicas" 1))", R"((< i"n" I"replicas"))", R"((> i"n" 5))",
                                R"(B"sync")", R"((>= I"replicas" 2))", R"((and B"sync" (< i"n" 3)))"};
    for (const char* name : {"a", "b", "c"}) {
      functions.push_back(program.Function(name, conditions));
      faults.push_back(program.Error(name, functions.back()));
    }
  }

  using Outcomes = std::initializer_list<std::pair<int, bool>>;
  Edge Hop(size_t from, Outcomes cause, Outcomes effect) {
    const size_t to = (from + 1) % 3;
    Edge edge;
    edge.injected_runs = 3;
    edge.cause = faults[from];
    edge.effect = faults[to];
    edge.cause_states = States({Seen(functions[from], cause)});
    edge.effect_states = States({Seen(functions[to], effect)});
    return edge;
  }

  Verdict Chain(const std::vector<Edge>& edges, CompatibilityOptions options = {.unstable = {}}) {
    Compatibility compatibility(program.catalogue, std::move(options));
    std::vector<const Edge*> chain;
    for (const Edge& edge : edges) chain.push_back(&edge);
    return compatibility.Chain(chain);
  }

  Program program;
  std::vector<FunctionId> functions;
  std::vector<Fault> faults;
};

TEST_F(Chains, FewRunsTellOnlyWhatHoldsForAWholeExecution) {
  const auto with_runs = [](std::vector<Edge> edges, int runs) {
    for (Edge& edge : edges) edge.injected_runs = runs;
    return edges;
  };
  const std::vector<Edge> local = {Hop(0, {}, {{3, true}}), Hop(1, {{3, false}}, {}), Hop(2, {}, {})};  // n > 5.
  EXPECT_FALSE(Chain(local).compatible);
  EXPECT_TRUE(Chain(with_runs(local, 2)).compatible) << "a third run may come by another way";
  EXPECT_TRUE(Chain(with_runs(local, 2), {.level = Level::kTrace, .unstable = {}}).compatible);
  const std::vector<Edge> sync = {Hop(0, {}, {{4, true}}), Hop(1, {{4, false}}, {}), Hop(2, {}, {})};
  EXPECT_FALSE(Chain(with_runs(sync, 1)).compatible);
  EXPECT_TRUE(Chain(with_runs(sync, 1), {.unstable = {"sync"}}).compatible);
  const std::vector<Edge> far = {Hop(0, {{0, true}}, {}), Hop(1, {}, {}), Hop(2, {{1, true}}, {})};
  EXPECT_FALSE(Chain(with_runs(far, 1)).compatible);
}

TEST_F(Chains, ConditionsOfHopsThatAreNotAdjacentContradict) {
  const std::vector<Edge> edges = {Hop(0, {{0, true}}, {}), Hop(1, {}, {}), Hop(2, {{1, true}}, {})};
  const Verdict verdict = Chain(edges);
  EXPECT_FALSE(verdict.compatible);
  EXPECT_TRUE(verdict.decided);
  EXPECT_EQ(verdict.core, (Strings{"replicas == 1", "replicas >= 3"}));
  EXPECT_TRUE(Chain(edges, {.level = Level::kPaths, .unstable = {}}).compatible);
  EXPECT_TRUE(Chain(edges, {.unstable = {"replicas"}}).compatible);
}

TEST_F(Chains, WhatHadToHappenOnTheWayHoldsAlongTheChain) {
  Edge over_c = Hop(0, {}, {});  // c came between a and b.
  over_c.between = {States({Seen(functions[2], {{1, true}})})};
  EXPECT_TRUE(Chain({over_c}).compatible);
  EXPECT_EQ(Chain({over_c}).needs, (Strings{"replicas == 1"}));
  EXPECT_TRUE(Chain({over_c, Hop(1, {}, {{4, true}})}).compatible);
  const Verdict refused = Chain({over_c, Hop(1, {}, {{0, true}})});
  EXPECT_FALSE(refused.compatible);
  EXPECT_EQ(refused.core, (Strings{"replicas == 1", "replicas >= 3"}));
  over_c.between.push_back(States({Seen(functions[2], {{4, true}}), Seen(functions[2], {{1, true}})}));
  EXPECT_TRUE(Chain({over_c, Hop(1, {}, {{4, false}})}).compatible) << "each has alternatives of its own";
  EXPECT_TRUE(Chain({over_c, Hop(1, {}, {{0, true}})}, {.level = Level::kPaths, .unstable = {}}).compatible);
}

TEST_F(Chains, NeedsAreMinimalAndInSourceTerms) {
  const Verdict verdict = Chain({Hop(0, {{5, true}}, {{6, true}}), Hop(1, {{0, true}}, {{3, true}}), Hop(2, {}, {{4, true}})});
  EXPECT_TRUE(verdict.compatible);
  EXPECT_EQ(verdict.needs, (Strings{"replicas >= 3", "sync"}));
}

TEST_F(Chains, LocalTermsCarryConditionsWithinALinkOnly) {
  // At b: 5 < n < replicas, so replicas > 6; at a, replicas == 1.
  const std::vector<Edge> edges = {Hop(0, {{1, true}}, {{2, true}}), Hop(1, {{3, true}}, {}), Hop(2, {}, {})};
  const Verdict verdict = Chain(edges);
  EXPECT_FALSE(verdict.compatible);
  EXPECT_EQ(verdict.core, (Strings{"n < replicas", "n > 5", "replicas == 1"}));
  // The n of b is not the n of c.
  EXPECT_TRUE(Chain({Hop(0, {{1, true}}, {{2, true}}), Hop(1, {}, {{3, true}}), Hop(2, {}, {})}).compatible);
}

TEST_F(Chains, StatesAreAlternatives) {
  Edge first = Hop(0, {}, {});
  first.effect_states = States({Seen(functions[1], {{1, true}}), Seen(functions[1], {{0, true}, {4, true}})});
  const std::vector<Edge> edges = {first, Hop(1, {}, {}), Hop(2, {{5, true}}, {})};
  const Verdict verdict = Chain(edges);
  EXPECT_TRUE(verdict.compatible);
  EXPECT_EQ(verdict.needs, (Strings{"replicas >= 3", "sync"}));
}

TEST_F(Chains, AlternativesThatAllFailAreRefusedTogether) {
  Edge first = Hop(0, {}, {});
  first.effect_states = States({Seen(functions[1], {{0, true}, {4, true}}), Seen(functions[1], {{1, true}, {4, false}})});
  Edge second = Hop(1, {}, {});
  second.effect_states = States({Seen(functions[2], {{0, true}, {4, false}}), Seen(functions[2], {{1, true}, {4, true}})});
  const Verdict verdict = Chain({first, second, Hop(2, {}, {})});
  EXPECT_FALSE(verdict.compatible);
  EXPECT_EQ(verdict.core, (Strings{"!sync", "replicas == 1", "replicas >= 3", "sync"}));
}

TEST_F(Chains, ChainFailsWithItsLink) {
  const Verdict verdict = Chain({Hop(0, {}, {{4, true}}), Hop(1, {{4, false}}, {})});
  EXPECT_FALSE(verdict.compatible);
  EXPECT_EQ(verdict.core, (Strings{"!sync", "sync"}));
}

TEST_F(Chains, OpenEndsCountToo) {
  EXPECT_FALSE(Chain({Hop(0, {{0, true}}, {}), Hop(1, {}, {{1, true}})}).compatible);
  EXPECT_FALSE(Chain({Hop(0, {{0, true}}, {{1, true}})}).compatible);
  EXPECT_TRUE(Chain({}).compatible);
}

TEST_F(Chains, WhatIsKnownOfOneSideHoldsWhereTheOtherIsUnknown) {
  Edge first = Hop(0, {}, {});
  first.effect_states = {};
  Edge last = Hop(2, {{1, true}}, {});
  EXPECT_FALSE(Chain({first, Hop(1, {{0, true}}, {}), last}).compatible);
  last.cause_states[0].complete = false;
  EXPECT_TRUE(Chain({first, Hop(1, {{0, true}}, {}), last}).compatible);
}

TEST_F(Chains, ARefusedPartRefusesTheWhole) {
  Compatibility compatibility(program.catalogue, {.unstable = {}});
  const Sides first = compatibility.SidesOf(Hop(0, {{0, true}}, {}));
  const Sides second = compatibility.SidesOf(Hop(1, {}, {{1, true}}));
  const std::array<Sides, 2> open = {first, second};
  EXPECT_TRUE(compatibility.ChainSides(open, false).compatible);  // The contradiction is between its ends.
  const std::array<Sides, 4> longer = {first, second, compatibility.SidesOf(Hop(2, {}, {})), first};
  EXPECT_FALSE(compatibility.ChainSides(std::span(longer), false).compatible);
}

TEST_F(Chains, TooManyAlternativesWeakenButNeverRefuse) {
  std::vector<model::LocalState> states;
  Strings conditions = {R"((= I"replicas" 1))"};
  for (int i = 0; i < 40; ++i) conditions.push_back("(> I\"x" + std::to_string(i) + "\" 0)");
  const FunctionId many = program.Function("many", conditions);
  const Fault fault = program.Error("many", many);
  for (int i = 0; i < 40; ++i)
    for (int j = 0; j < i; ++j) states.push_back(Seen(many, {{0, true}, {i + 1, true}, {j + 1, true}}));
  Edge into = Hop(0, {}, {});
  into.effect = fault;
  into.effect_states = States(states);
  Edge out = Hop(0, {}, {});
  out.cause = fault;
  out.cause_states = {};
  out.cause_states = States({Seen(many, {})});
  const Verdict verdict = Chain({into, out});
  EXPECT_TRUE(verdict.compatible);
  EXPECT_FALSE(verdict.decided);
  EXPECT_EQ(verdict.needs, Strings{"replicas == 1"});
  // What all alternatives imply still refuses.
  into.cause_states = States({Seen(functions[0], {{0, true}})});
  EXPECT_FALSE(Chain({into, out}).compatible);
}

TEST_F(Chains, RequiredConditionsAreThoseOfEveryPair) {
  Compatibility compatibility(program.catalogue, {.unstable = {}});
  const Edge a = Hop(0, {}, {{0, true}, {4, true}});
  const Edge b = Hop(1, {{4, true}}, {});
  const auto required = compatibility.Required(compatibility.SidesOf(a).effect, compatibility.SidesOf(b).cause);
  std::vector<Condition> conditions(required.begin(), required.end());
  EXPECT_EQ(conditions.size(), 2U);
  EXPECT_FALSE(compatibility.Contradictory(conditions));
  const Edge c = Hop(2, {{1, true}}, {});
  const auto other = compatibility.Required(compatibility.SidesOf(Hop(1, {}, {})).effect, compatibility.SidesOf(c).cause);
  conditions.insert(conditions.end(), other.begin(), other.end());
  std::ranges::sort(conditions);
  EXPECT_TRUE(compatibility.Contradictory(conditions));
}

}  // namespace
}  // namespace csnake::solver
