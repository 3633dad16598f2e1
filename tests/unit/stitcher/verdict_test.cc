#include "stitcher/verdict.h"

#include <gtest/gtest.h>

#include "tests/unit/stitcher/graph.h"

namespace csnake::stitcher {
namespace {

using model::Verdict;

// One cycle over `names`, each hop with that gain's upper bound.
Verdict Judge(const std::vector<std::pair<std::string, double>>& hops) {
  test::Graph graph;
  std::vector<size_t> cycle;
  for (size_t i = 0; i < hops.size(); ++i) {
    graph.Add(hops[i].first, hops[(i + 1) % hops.size()].first).gain = {0, 0, hops[i].second};
    cycle.push_back(i);
  }
  return Verdicts(graph.edges).Of(cycle);
}

TEST(Verdict, LoopsThatOnlyPushWorkOnAreJudgedByTheirGain) {
  EXPECT_EQ(Judge({{"delay a", 0.5}}), Verdict::kDamped);
  EXPECT_EQ(Judge({{"delay a", 3}, {"delay b", 0.2}}), Verdict::kDamped);
  EXPECT_EQ(Judge({{"delay a", 3}, {"delay b", 0.4}}), Verdict::kPlausible);
}

TEST(Verdict, AnErrorHasAThreshold) {
  EXPECT_EQ(Judge({{"delay a", 0.001}, {"error b", 0.001}}), Verdict::kPlausible);
  EXPECT_EQ(Judge({{"delay a", 0.001}, {"error b", 0.001}, {"error c", 0.001}}), Verdict::kPlausible);
}

TEST(Verdict, WhatIsPushedOnBetweenTwoErrorsStillCounts) {
  EXPECT_EQ(Judge({{"delay a", 0.001}, {"delay b", 5}, {"error c", 1}}), Verdict::kDamped);
  EXPECT_EQ(Judge({{"delay a", 1}, {"delay b", 0}, {"error c", 0}}), Verdict::kPlausible);
}

TEST(Verdict, WhatAnErrorInBetweenPushesOnHasAThreshold) {
  test::Graph graph;
  graph.Add("delay a", "delay b", "T").gain = {0, 0, 0.001};
  graph.Add("delay b", "error c");
  graph.Add("error c", "delay a");
  graph.Add("delay a", "error e", "T");
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1, 2}), Verdict::kDamped);
  graph.Add("delay a", "error f", "U");
  graph.Add("error f", "delay b", "T");
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1, 2}), Verdict::kDamped) << "of the errors in between, none follows here";
  graph.Add("error e", "delay b", "U");
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1, 2}), Verdict::kPlausible);
}

TEST(Verdict, WhatSeldomComesRoundIsDamped) {
  test::Graph graph;
  graph.Add("delay a", "error b").injected_runs = 12;
  graph.Add("error b", "delay a").injected_runs = 12;
  graph.edges[0].injected_with = 9;
  graph.edges[1].injected_with = 9;
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1}), Verdict::kPlausible);
  graph.edges[1].injected_with = 8;
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1}), Verdict::kDamped);
}

TEST(Verdict, ErrorsAloneHaveToGoOn) {
  test::Graph graph;
  for (const auto& [cause, effect] : {std::pair("error a", "error b"), std::pair("error b", "error a")})
    graph.Add(cause, effect).goes_on = false;
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1}), Verdict::kDamped);
  graph.edges[0].goes_on = true;
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1}), Verdict::kDamped);
  graph.edges[1].goes_on = true;
  EXPECT_EQ(Verdicts(graph.edges).Of({0, 1}), Verdict::kPlausible);
}

}  // namespace
}  // namespace csnake::stitcher
