#include "stitcher/clusters.h"

#include <gtest/gtest.h>

#include "tests/unit/stitcher/graph.h"

namespace csnake::stitcher {
namespace {

using test::Graph;

TEST(Clusters, OneLoopThatFeedsItselfIsOneStory) {
  Graph graph;
  for (const char* error : {"error b", "error c"}) {
    graph.Add("delay a", error);
    graph.Add(error, "delay a");
  }
  graph.Add("delay d", "error b");
  graph.Add("error b", "delay d");
  const auto findings = graph.Find();
  ASSERT_EQ(findings.clusters.size(), 2U) << "loops a and d";
  EXPECT_EQ(findings.clusters[0].cycles.size() + findings.clusters[1].cycles.size(), 3U);
  EXPECT_NE(findings.clusters[0].cycles.size(), findings.clusters[1].cycles.size());
}

TEST(Clusters, TheIdDoesNotDependOnWhichWayIsShortest) {
  Graph direct;
  direct.Add("delay a", "error b");
  direct.Add("error b", "delay a");
  Graph detour;
  detour.Add("delay a", "error b");
  detour.Add("error b", "error c");
  detour.Add("error c", "delay a");
  ASSERT_EQ(direct.Find().clusters.size(), 1U);
  ASSERT_EQ(detour.Find().clusters.size(), 1U);
  EXPECT_EQ(direct.Find().clusters[0].id, detour.Find().clusters[0].id);
}

TEST(Clusters, TwoDelaysJoinTheLoopThatFeedsItselfAlone) {
  Graph graph;
  graph.Add("delay a", "error b");
  graph.Add("error b", "delay a");
  graph.Add("error b", "delay d");
  graph.Add("delay d", "delay a");
  const auto findings = graph.Find();
  ASSERT_EQ(findings.cycles.size(), 2U);
  EXPECT_EQ(findings.clusters.size(), 1U);
}

TEST(Clusters, ADelayIsNotLikeAnError) {
  Graph graph;  // Both cause the same.
  graph.Add("delay a", "delay a");
  graph.Add("error b", "error b");
  const auto findings = graph.Find();
  ASSERT_EQ(findings.cycles.size(), 2U);
  EXPECT_EQ(findings.clusters.size(), 2U);
}

TEST(Clusters, ALongerWayRoundIsTheSameStory) {
  Graph graph;  // a > b > a, and a > b > c > a.
  graph.Add("delay a", "error b");
  graph.Add("error b", "delay a");
  graph.Add("error b", "error c");
  graph.Add("error c", "delay a");
  graph.Add("error c", "error d");
  const auto findings = graph.Find();
  ASSERT_EQ(findings.cycles.size(), 2U);
  ASSERT_EQ(findings.clusters.size(), 1U);
  EXPECT_EQ(findings.cycles[findings.clusters[0].cycles.front()].edges.size(), 2U);
}

TEST(Clusters, StructuralHopsDoNotCountAndTheShortestRepresents) {
  Graph graph;  // The error comes back directly through loop p, and through p as the batch around loop a.
  graph.Add("error e", "delay a");
  graph.AddStructural(model::EdgeType::kEnclosing, "delay a", "delay p");
  graph.Add("delay p", "error e");
  graph.Add("error e", "delay p");
  const auto findings = graph.Find();
  ASSERT_EQ(findings.cycles.size(), 2U);
  ASSERT_EQ(findings.clusters.size(), 1U);
  const size_t representative = findings.clusters[0].cycles.at(0);
  EXPECT_EQ(findings.cycles[representative].edges.size(), 2U);
}

TEST(Clusters, ALoopStandsForTheTaskAroundIt) {
  Graph graph;  // Loops a and b serve requests in loop p; c is somewhere else.
  for (const char* loop : {"delay a", "delay b", "delay c"}) {
    graph.Add(loop, "error e");
    graph.Add("error e", loop);
  }
  graph.AddStructural(model::EdgeType::kEnclosing, "delay a", "delay p");
  graph.AddStructural(model::EdgeType::kEnclosing, "delay b", "delay p");
  const auto findings = graph.Find();
  ASSERT_EQ(findings.cycles.size(), 3U);
  ASSERT_EQ(findings.clusters.size(), 2U);
  EXPECT_EQ(findings.clusters[0].cycles.size() + findings.clusters[1].cycles.size(), 3U);
}

TEST(Clusters, ALoopThatGrewWithTheOneAroundItIsItsWork) {
  Graph graph;
  for (const char* loop : {"delay row", "delay batch"}) {
    graph.Add(loop, "error b");
    graph.Add("error b", loop);
  }
  ASSERT_EQ(graph.Find().clusters.size(), 2U);
  CycleOptions options;
  options.parts = {{graph.Fault("delay row"), graph.Fault("delay batch")}};
  EXPECT_EQ(graph.Find(options).clusters.size(), 1U);
}

TEST(Clusters, DampedCyclesComeLastAndLeadNoOthers) {
  Graph graph;
  graph.Add("delay a", "delay c").gain = {0.1, 0.2, 0.5};
  graph.Add("delay c", "delay a").gain = {0.1, 0.2, 0.5};
  graph.Add("delay a", "error b").gain = {0, 0, 0.001};
  graph.Add("error b", "delay a").gain = {0, 0, 0.001};
  graph.Add("delay d", "delay d").gain = {0.1, 0.2, 0.5};
  const auto findings = graph.Find();
  ASSERT_EQ(findings.clusters.size(), 2U);
  EXPECT_EQ(findings.ReportedClusters(), 1U);
  ASSERT_EQ(findings.clusters[0].cycles.size(), 2U) << "the damped way of a joins the other";
  EXPECT_EQ(findings.cycles[findings.clusters[0].cycles[0]].verdict, model::Verdict::kPlausible);
  EXPECT_EQ(findings.cycles[findings.clusters[0].cycles[1]].verdict, model::Verdict::kDamped);
  EXPECT_EQ(findings.cycles[findings.clusters[1].cycles[0]].verdict, model::Verdict::kDamped);
}

TEST(Clusters, EveryCycleIsInOne) {
  Graph graph;
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j)
      if ((i * 5 + j * 3) % 4 != 0) graph.Add("error " + std::to_string(i), "error " + std::to_string(j));
  const auto findings = graph.Find();
  std::vector<size_t> members;
  for (const auto& cluster : findings.clusters)
    members.insert(members.end(), cluster.cycles.begin(), cluster.cycles.end());
  std::ranges::sort(members);
  ASSERT_EQ(members.size(), findings.cycles.size());
  for (size_t i = 0; i < members.size(); ++i) EXPECT_EQ(members[i], i);
}

}  // namespace
}  // namespace csnake::stitcher
