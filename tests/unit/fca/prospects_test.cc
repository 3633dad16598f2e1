#include "fca/prospects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

namespace csnake::fca {
namespace {

using model::Edge;
using model::EdgeType;
using model::Fault;
using model::Kind;

Fault FaultNamed(uint64_t id) { return {model::SiteId{id}, Kind::kThrow, 0}; }

Edge EdgeBetween(uint64_t cause, uint64_t effect, double q = 0, EdgeType type = EdgeType::kErrorByError) {
  Edge edge;
  edge.cause = FaultNamed(cause);
  edge.effect = FaultNamed(effect);
  edge.q = q;
  edge.type = type;
  return edge;
}

TEST(FaultsBehindCycles, AreTheEffectsThatHaveNoFirstCause) {
  const auto behind = [&](std::initializer_list<std::pair<uint64_t, uint64_t>> pairs) {
    std::vector<Edge> edges;
    for (const auto& [cause, effect] : pairs) edges.push_back(EdgeBetween(cause, effect));
    return FaultsBehindCycles(edges);
  };
  EXPECT_TRUE(behind({}).empty());
  EXPECT_TRUE(behind({{1, 2}, {2, 3}}).empty());
  EXPECT_EQ(behind({{1, 1}}), (std::set{FaultNamed(1)}));
  EXPECT_EQ(behind({{9, 1}, {1, 2}, {2, 1}, {2, 3}, {8, 7}}), (std::set{FaultNamed(1), FaultNamed(2), FaultNamed(3)}));
}

std::vector<std::pair<uint64_t, uint64_t>> PairsInDoubt(const std::vector<Edge>& edges) {
  std::vector<std::pair<uint64_t, uint64_t>> pairs;
  for (const Edge& edge : InDoubt(edges, 0.01)) pairs.emplace_back(edge.cause.site.value, edge.effect.site.value);
  return pairs;
}

using Pairs = std::vector<std::pair<uint64_t, uint64_t>>;

TEST(InDoubt, NamesWhatKeepsACycleFromBeingOne) {
  EXPECT_EQ(PairsInDoubt({}), Pairs{});
  EXPECT_EQ(PairsInDoubt({EdgeBetween(1, 2, 0.001), EdgeBetween(2, 1, 0.2)}), (Pairs{{2, 1}}));
  EXPECT_EQ(PairsInDoubt({EdgeBetween(1, 2, 0.001), EdgeBetween(2, 3, 0.2)}), Pairs{}) << "no cycle goes through it";
  EXPECT_EQ(PairsInDoubt({EdgeBetween(1, 1, 0.2)}), (Pairs{{1, 1}}));
}

TEST(InDoubt, OneSureEdgeOfAPairIsEnough) {
  EXPECT_EQ(PairsInDoubt({EdgeBetween(1, 1, 0.2), EdgeBetween(1, 1, 0.001)}), Pairs{});
  EXPECT_EQ(PairsInDoubt({EdgeBetween(1, 1, 0.2), EdgeBetween(1, 1, 1, EdgeType::kEnclosing)}), Pairs{});
}

TEST(InDoubt, FewestPerCycleFirstThenByQ) {
  EXPECT_EQ(PairsInDoubt({EdgeBetween(1, 2, 0.02), EdgeBetween(2, 1, 0.03), EdgeBetween(4, 4, 0.5), EdgeBetween(5, 5, 0.4)}),
            (Pairs{{5, 5}, {4, 4}, {1, 2}, {2, 1}}));
}

TEST(InDoubt, OfAPairTheEdgeWithTheLowestQ) {
  Edge better = EdgeBetween(1, 1, 0.2);
  better.workload = "better";
  const auto in_doubt = InDoubt({EdgeBetween(1, 1, 0.3), better}, 0.01);
  ASSERT_EQ(in_doubt.size(), 1U);
  EXPECT_EQ(in_doubt[0].workload, "better");
}

// Against shortest ways between all faults (Floyd and Warshall).
TEST(InDoubt, AgreesWithAllShortestWays) {
  constexpr uint64_t kFaults = 7;
  constexpr int kNone = 1000;
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<Edge> edges;
    for (int i = 0; i < 14; ++i) edges.push_back(EdgeBetween(random() % kFaults, random() % kFaults, random() % 2 == 0 ? 0.001 : 0.02 + i * 0.001));
    std::map<std::pair<uint64_t, uint64_t>, double> best;
    for (const Edge& edge : edges) {
      const auto [at, is_new] = best.try_emplace({edge.cause.site.value, edge.effect.site.value}, edge.q);
      at->second = std::min(at->second, edge.q);
    }
    int ways[kFaults][kFaults];
    for (uint64_t a = 0; a < kFaults; ++a)
      for (uint64_t b = 0; b < kFaults; ++b) ways[a][b] = a == b ? 0 : best.contains({a, b}) ? (best[{a, b}] < 0.01 ? 0 : 1) : kNone;
    for (uint64_t k = 0; k < kFaults; ++k)
      for (uint64_t a = 0; a < kFaults; ++a)
        for (uint64_t b = 0; b < kFaults; ++b) ways[a][b] = std::min(ways[a][b], ways[a][k] + ways[k][b]);
    std::vector<std::tuple<int, double, std::pair<uint64_t, uint64_t>>> expected;
    for (const auto& [pair, q] : best)
      if (q >= 0.01 && ways[pair.second][pair.first] < kNone) expected.emplace_back(ways[pair.second][pair.first], q, pair);
    std::ranges::sort(expected);
    Pairs pairs;
    for (const auto& [others, q, pair] : expected) pairs.push_back(pair);
    EXPECT_EQ(PairsInDoubt(edges), pairs);
  }
}

}  // namespace
}  // namespace csnake::fca
