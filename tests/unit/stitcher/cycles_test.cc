#include "stitcher/cycles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/unit/stitcher/graph.h"

namespace csnake::stitcher {
namespace {

using model::EdgeType;
using test::Graph;
using Strings = std::vector<std::string>;

TEST(Cycles, StructureOfAnotherWorkloadDoesNotFollow) {
  Graph graph;
  graph.Add("error e", "delay a", "T1");
  graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay p", "T2");
  graph.Add("delay p", "error e", "T3");
  EXPECT_TRUE(graph.Find().cycles.empty());
  graph.Add("error e", "delay a", "T2");
  EXPECT_EQ(graph.Find().cycles.size(), 1U);
}

TEST(Cycles, OnePredicateAskedInTwoPlacesLinks) {
  Graph graph;
  graph.Add("delay a", "error asked here", "T1");
  graph.AddStructural(EdgeType::kSamePredicate, "error asked here", "error asked there", "");
  graph.AddStructural(EdgeType::kSamePredicate, "error asked there", "error asked here", "");
  EXPECT_TRUE(graph.Find().cycles.empty());
  graph.Add("error asked there", "delay a", "T2");
  EXPECT_EQ(graph.Names(graph.Find()), Strings{"delay a > error asked here > error asked there > "});
}

TEST(Cycles, NoCycleIsNotAnError) {
  Graph graph;
  EXPECT_TRUE(graph.Find().cycles.empty());
  graph.Add("delay a", "error b");
  graph.Add("error b", "error c");
  const auto findings = graph.Find();
  EXPECT_TRUE(findings.cycles.empty());
  EXPECT_TRUE(findings.complete);
  EXPECT_EQ(findings.edges.size(), 2U);
}

TEST(Cycles, EdgesOfDifferentWorkloadsCloseALoop) {
  Graph graph;
  graph.Add("error c", "delay a", "Reconnect");
  graph.Add("delay a", "error b", "SlowDisk");
  graph.Add("error b", "error c", "Failover");
  const auto findings = graph.Find();
  EXPECT_EQ(graph.Names(findings), Strings{"delay a > error b > error c > "});
  const model::Cycle& cycle = findings.cycles[0];
  for (size_t i = 0; i < cycle.edges.size(); ++i)
    EXPECT_EQ(findings.edges[cycle.edges[i]].effect, findings.edges[cycle.edges[(i + 1) % 3]].cause);
  EXPECT_EQ(CountInjectedDelays(findings.edges, cycle), 1);
  EXPECT_TRUE(cycle.decided);
  ASSERT_EQ(findings.clusters.size(), 1U);
  EXPECT_EQ(findings.clusters[0].id.size(), 14U);
}

TEST(Cycles, LoopThatGrowsItselfIsACycleOfOne) {
  Graph graph;
  graph.Add("delay a", "delay a");
  graph.Add("error b", "error b");
  graph.AddStructural(EdgeType::kEnclosing, "delay c", "delay c");
  EXPECT_EQ(graph.Names(graph.Find()), (Strings{"delay a > ", "error b > "}));
}

TEST(Cycles, ALoopThatAClockPacesOnlyHoldsUpTheLoopAroundIt) {
  for (const bool paced : {false, true}) {
    Graph graph;
    graph.Add("error e", "delay a");
    graph.Add("delay a", "error e");
    graph.Add("delay a", "delay a");
    graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay p");
    graph.Add("delay p", "error e");
    graph.program.catalogue.sites.at(graph.Fault("delay a").site).pause = paced ? model::Pause::kSomewhere : model::Pause::kNone;
    const Strings around = {"delay a > delay p > error e > "};
    EXPECT_EQ(graph.Names(graph.Find()), paced ? around : (Strings{"delay a > ", "delay a > error e > ", around[0]}));
  }
}

TEST(Cycles, AFaultComesOnlyOnceInACycle) {
  Graph graph;  // An eight through a: two cycles, not three.
  graph.Add("delay a", "error b");
  graph.Add("error b", "delay a");
  graph.Add("delay a", "error c");
  graph.Add("error c", "delay a");
  EXPECT_EQ(graph.Find().cycles.size(), 2U);
}

TEST(Cycles, EnclosingFollowsGrowthAndSiblingFollowsEnclosing) {
  Graph graph;  // error e grows loop a; its batch p gets slower, so does the next request s, and e comes back.
  graph.Add("error e", "delay a");
  graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay p");
  graph.AddStructural(EdgeType::kSibling, "delay p", "delay s", "T", "delay a");
  graph.Add("delay s", "error e");
  const auto findings = graph.Find();
  EXPECT_EQ(graph.Names(findings), Strings{"delay a > delay p > delay s > error e > "});
  EXPECT_EQ(CountInjectedDelays(findings.edges, findings.cycles.at(0)), 1);
}

TEST(Cycles, ASiblingIsHeldUpByTheLoopThatGrew) {
  Graph graph;
  graph.Add("error e", "delay a");
  graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay p");
  graph.AddStructural(EdgeType::kSibling, "delay p", "delay s", "T", "delay b");
  graph.Add("delay s", "error e");
  EXPECT_TRUE(graph.Find().cycles.empty());
}

TEST(Cycles, ALoopHoldsNothingUpWhereItsOwnDelayHasNotTheEffect) {
  Graph graph;
  graph.Add("error e", "delay a");
  graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay p");
  graph.Add("delay p", "error e", "U").not_by = {graph.Fault("delay a").site};
  EXPECT_TRUE(graph.Find().cycles.empty());
  graph.Add("delay p", "error e", "V");
  EXPECT_EQ(graph.Names(graph.Find()), Strings{"delay a > delay p > error e > "});
}

TEST(Cycles, EnclosingMayClimbTwice) {
  Graph graph;
  graph.Add("error e", "delay a");
  graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay p");
  graph.AddStructural(EdgeType::kEnclosing, "delay p", "delay r");
  graph.Add("delay r", "error e");
  EXPECT_EQ(graph.Find().cycles.size(), 1U);
}

TEST(Cycles, StructuralEdgesNeedTheirReason) {
  Graph graph;
  graph.Add("error e", "delay a");
  graph.AddStructural(EdgeType::kSibling, "delay a", "delay s");  // After growth: not a sibling of anything slower.
  graph.AddStructural(EdgeType::kSibling, "delay s", "delay t");
  graph.AddStructural(EdgeType::kEnclosing, "delay s", "delay u");
  graph.Add("delay s", "error e");
  graph.Add("delay t", "error e");
  graph.Add("delay u", "error e");
  EXPECT_TRUE(graph.Find().cycles.empty());
}

TEST(Cycles, StructuralEdgesAloneAreNoCycle) {
  Graph graph;
  graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay b");
  graph.AddStructural(EdgeType::kEnclosing, "delay b", "delay a");
  EXPECT_TRUE(graph.Find().cycles.empty());
  graph.Add("delay b", "delay a");
  EXPECT_EQ(graph.Find().cycles.size(), 1U);
}

TEST(Cycles, LimitsOnLengthAndDelays) {
  Graph graph;
  graph.Add("delay a", "delay b");
  graph.Add("delay b", "delay c");
  graph.Add("delay c", "delay d");
  graph.Add("delay d", "delay a");
  EXPECT_EQ(graph.Find({.delays_max = 4}).cycles.size(), 1U);
  EXPECT_EQ(graph.Find({.delays_max = 3}).cycles.size(), 0U);
  EXPECT_EQ(graph.Find({.length_max = 3, .delays_max = 3}).cycles.size(), 0U);
  EXPECT_TRUE(graph.Find({.length_max = 3, .delays_max = 3}).complete);
}

TEST(Cycles, AStructuralHopSavesAnInjectedDelay) {
  Graph graph;  // From loop a to loop p: measured, which costs one more delay, and structural, which does not.
  Strings errors = {"error e", "error f"};  // The search begins at the smaller, so that both ways go on together.
  std::ranges::sort(errors, {}, [&](const std::string& error) { return graph.Fault(error); });
  graph.Add(errors[0], "delay a");
  graph.Add("delay a", "delay p", "T", 0.001);
  graph.AddStructural(EdgeType::kEnclosing, "delay a", "delay p");
  graph.Add("delay p", errors[1]);
  graph.Add(errors[1], "delay r");
  graph.Add("delay r", errors[0]);
  const auto findings = graph.Find({.delays_max = 2});
  ASSERT_EQ(findings.cycles.size(), 1U);
  EXPECT_EQ(CountInjectedDelays(findings.edges, findings.cycles[0]), 2);
  EXPECT_TRUE(graph.Find({.delays_max = 1}).cycles.empty());
}

TEST(Cycles, OneCycleOfFaultsIsReportedOnceWithTheBestEvidence) {
  Graph graph;
  for (int i = 9; i >= 0; --i) {
    graph.Add("delay a", "error b", "A" + std::to_string(i), 0.01 * i);
    graph.Add("error b", "delay a", "B" + std::to_string(i), i == 5 ? 0 : 0.02);
  }
  const auto findings = graph.Find();
  ASSERT_EQ(findings.cycles.size(), 1U);
  EXPECT_EQ(graph.Workloads(findings, 0), (Strings{"A0", "B5"}));
}

TEST(Cycles, BestEvidenceThatFitsTogether) {
  Graph graph;
  graph.conditions = {R"((>= I"replicas" 3))", R"((= I"replicas" 1))", R"(b"full")"};
  graph.Add("delay a", "error b", "A-full", 0.001).effect_states = graph.Saw("error b", {{2, true}});
  graph.Add("delay a", "error b", "A-one", 0.002).effect_states = graph.Saw("error b", {{1, true}});
  graph.Add("delay a", "error b", "A-three", 0.003).effect_states = graph.Saw("error b", {{0, true}});
  graph.Add("error b", "error c", "B", 0.001).cause_states = graph.Saw("error b", {{2, false}});
  graph.Add("error c", "delay a", "C", 0.001).effect_states = graph.Saw("delay a", {{0, true}});
  const auto with = [&](solver::Level level) { return graph.Workloads(graph.Find({}, level), 0); };
  EXPECT_EQ(with(solver::Level::kNone), (Strings{"A-full", "B", "C"}));
  EXPECT_EQ(with(solver::Level::kTrace), (Strings{"A-one", "B", "C"}));
  EXPECT_EQ(with(solver::Level::kPaths), (Strings{"A-one", "B", "C"}));
  // C needs three replicas, whatever the states in which the delay was injected.
  EXPECT_EQ(with(solver::Level::kChain), (Strings{"A-three", "B", "C"}));
}

TEST(Cycles, ContradictionSeveralHopsApartPrunes) {
  Graph graph;
  graph.conditions = {R"((>= I"replicas" 3))", R"((= I"replicas" 1))"};
  const Strings names = {"delay a", "error b", "error c", "error d", "error e"};
  for (size_t i = 0; i < names.size(); ++i) {
    auto& edge = graph.Add(names[i], names[(i + 1) % names.size()]);
    edge.cause_states = graph.Saw(names[i], {});
    edge.effect_states = graph.Saw(names[(i + 1) % names.size()], {});
  }
  graph.edges[0].cause_states = graph.Saw("delay a", {{0, true}});
  EXPECT_EQ(graph.Find().cycles.at(0).needs, Strings{"replicas >= 3"});
  graph.edges[3].cause_states = graph.Saw("error d", {{1, true}});
  EXPECT_TRUE(graph.Find().cycles.empty());
  EXPECT_TRUE(graph.Find().complete);
  EXPECT_EQ(graph.Find({}, solver::Level::kPaths).cycles.size(), 1U);
}

TEST(Cycles, ContradictionsCutTheSearchShort) {
  // Ten layers of ten loops behind two hops that contradict each other: a search without pruning tries 10^10 paths.
  Graph graph;
  graph.conditions = {R"((>= I"replicas" 3))", R"((= I"replicas" 1))"};
  const auto add = [&](const std::string& from, const std::string& to,
                       std::initializer_list<std::pair<int, bool>> seen) {
    auto& edge = graph.Add(from, to);
    edge.cause_states = graph.Saw(from, seen);
    edge.effect_states = graph.Saw(to, {});
  };
  const auto name = [](int layer, int i) { return "delay " + std::to_string(layer) + "." + std::to_string(i); };
  Strings errors = {"error b", "error c"};  // The search begins at the smaller; the contradiction is one hop on.
  std::ranges::sort(errors, {}, [&](const std::string& error) { return graph.Fault(error); });
  add(errors[0], errors[1], {{0, true}});
  add(errors[1], "delay d", {{1, true}});
  for (int i = 0; i < 10; ++i) {
    add("delay d", name(0, i), {});
    add(name(9, i), errors[0], {});
    for (int layer = 0; layer < 9; ++layer)
      for (int j = 0; j < 10; ++j) add(name(layer, i), name(layer + 1, j), {});
  }
  const auto findings = graph.Find({.length_max = 16, .delays_max = 16});
  EXPECT_TRUE(findings.cycles.empty());
  EXPECT_TRUE(findings.complete);
}

TEST(Cycles, RankedByDelaysThenLengthThenSimilarityThenEvidence) {
  Graph graph;
  graph.Add("error i", "error j");
  graph.Add("error j", "error i");  // No delay.
  graph.Add("delay k", "delay l");
  graph.Add("delay l", "delay k");  // Two delays.
  graph.Add("delay m", "error n");
  graph.Add("error n", "error o");
  graph.Add("error o", "delay m");  // One delay, three edges.
  graph.Add("delay p", "error q", "T", 0.03);
  graph.Add("error q", "delay p");  // One delay, two edges, weak evidence.
  graph.Add("delay r", "error s");
  graph.Add("error s", "delay r");  // The same with better evidence ...
  graph.Add("delay t", "error u");
  graph.Add("error u", "delay t").sim_score = 0.5;  // ... and a high SimScore.
  EXPECT_EQ(graph.Names(graph.Find()),
            (Strings{"delay r > error s > ", "delay p > error q > ", "delay t > error u > ",
                     "delay m > error n > error o > ", "error i > error j > ", "delay k > delay l > "}));
}

TEST(Cycles, OrderOfEdgesDoesNotMatter) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  Graph graph;
  const Strings names = {"delay a", "delay b", "error c", "error d", "error e"};
  for (const auto& from : names)
    for (const auto& to : names)
      for (const char* workload : {"S", "T"}) graph.Add(from, to, workload, 0.01);
  const auto first = graph.Find();
  std::ranges::shuffle(graph.edges, random);
  const auto second = graph.Find();
  ASSERT_EQ(first.edges.size(), second.edges.size());
  for (size_t i = 0; i < first.edges.size(); ++i) {
    EXPECT_EQ(first.edges[i].cause, second.edges[i].cause);
    EXPECT_EQ(first.edges[i].effect, second.edges[i].effect);
    EXPECT_EQ(first.edges[i].workload, second.edges[i].workload);
  }
  ASSERT_EQ(first.cycles.size(), second.cycles.size());
  for (size_t i = 0; i < first.cycles.size(); ++i) {
    EXPECT_EQ(first.cycles[i].fingerprint, second.cycles[i].fingerprint);
    EXPECT_EQ(first.cycles[i].edges, second.cycles[i].edges);
  }
}

TEST(Cycles, TooFewStepsAreSaidAndTheBeamStillFindsSome) {
  Graph graph;
  for (int i = 0; i < 12; ++i)
    for (int j = 0; j < 12; ++j)
      if (i != j) graph.Add("error " + std::to_string(i), "error " + std::to_string(j));
  const auto findings = graph.Find({.length_max = 4, .delays_max = 0, .steps_max = 200});
  EXPECT_FALSE(findings.complete);
  EXPECT_GE(findings.cycles.size(), 66U);  // All pairs at least.
  const auto all = graph.Find({.length_max = 4, .delays_max = 0});
  EXPECT_TRUE(all.complete);
  EXPECT_EQ(all.cycles.size(), 66U + 440U + 2970U);
  EXPECT_EQ(graph.Find({.length_max = 4, .delays_max = 0, .cycles_max = 10}).cycles.size(), 10U);
  EXPECT_FALSE(graph.Find({.length_max = 4, .delays_max = 0, .cycles_max = 10}).complete);
}

// One cluster, as the loop a is in all of them; what is told of b as well is not lost among the many ways back to a.
TEST(Cycles, OfTooManyEachCoreKeepsItsBest) {
  Graph graph;
  for (int i = 0; i < 8; ++i) {
    graph.Add("delay a", "error " + std::to_string(i));
    for (int j = 8; j < 16; ++j) graph.Add("error " + std::to_string(i), "error " + std::to_string(j));
    graph.Add("error " + std::to_string(8 + i), "delay a");
  }
  graph.Add("delay a", "error x");
  graph.Add("error x", "delay b");
  graph.Add("delay b", "error y");
  graph.Add("error y", "delay a");
  const auto findings = graph.Find({.length_max = 4, .cycles_max = 10});
  ASSERT_EQ(findings.clusters.size(), 1U);
  ASSERT_EQ(findings.cycles.size(), 10U);
  EXPECT_TRUE(std::ranges::any_of(findings.cycles, [](const model::Cycle& cycle) { return cycle.edges.size() == 4; }));
}

TEST(Cycles, ThousandFaults) {
  std::mt19937 random(7);
  Graph graph;
  const auto pick = [&] { return std::to_string(random() % 1000); };
  for (int i = 0; i < 5'000; ++i) graph.Add("error " + pick(), "error " + pick(), "T" + std::to_string(i % 7));
  const auto findings = graph.Find({.length_max = 6});
  EXPECT_TRUE(findings.complete);
  EXPECT_GT(findings.cycles.size(), 1'000U);
}

TEST(Cycles, ProductOfWorkloadsDoesNotExplode) {
  Graph graph;  // 50 workloads on each of 8 hops: 50^8 combinations, of which only those within one workload fit.
  for (int w = 0; w < 50; ++w) graph.conditions.push_back("(= I\"mode\" " + std::to_string(w) + ")");
  for (int hop = 0; hop < 8; ++hop) {
    const auto name = [](int i) { return (i % 8 == 0 ? "delay " : "error ") + std::to_string(i % 8); };
    for (int w = 0; w < 50; ++w) {
      auto& edge = graph.Add(name(hop), name(hop + 1), "T" + std::to_string(w), 0.001 * (w == 31 ? 1 : 2));
      edge.cause_states = graph.Saw(name(hop), {{w, true}});
      edge.effect_states = graph.Saw(name(hop + 1), {{w, true}});
    }
  }
  const auto findings = graph.Find();
  ASSERT_EQ(findings.cycles.size(), 1U);
  EXPECT_EQ(graph.Workloads(findings, 0), Strings(8, "T31"));
  EXPECT_EQ(findings.cycles[0].needs, Strings{"mode == 31"});
}

TEST(Cycles, OptionsOutOfRangeAreNamed) {
  Graph graph;
  solver::Compatibility compatibility(graph.program.catalogue, {.unstable = {}});
  const auto error = [&](CycleOptions options) {
    const auto findings = FindCycles(graph.program.catalogue, {}, compatibility, options);
    return findings ? "" : findings.error().message;
  };
  EXPECT_NE(error({.length_max = 0}).find("length_max"), std::string::npos);
  EXPECT_NE(error({.length_max = 33}).find("length_max"), std::string::npos);
  EXPECT_NE(error({.length_max = 2, .delays_max = 3}).find("delays_max"), std::string::npos);
  EXPECT_NE(error({.steps_max = 0}).find("steps_max"), std::string::npos);
  EXPECT_NE(error({.cycles_max = 0}).find("cycles_max"), std::string::npos);
}

TEST(Cycles, EdgeOfAnUnknownSiteIsCorrupt) {
  Graph graph;
  graph.Add("delay a", "error b").effect.site = {4711};
  solver::Compatibility compatibility(graph.program.catalogue, {.unstable = {}});
  const auto findings = FindCycles(graph.program.catalogue, graph.edges, compatibility, {});
  ASSERT_FALSE(findings.has_value());
  EXPECT_EQ(findings.error().code, model::Code::kCorrupt);
}

}  // namespace
}  // namespace csnake::stitcher
