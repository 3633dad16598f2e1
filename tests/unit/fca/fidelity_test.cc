#include "fca/fidelity.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csnake::fca {
namespace {

using model::Edge;
using model::EdgeType;
using model::Fault;
using model::Kind;

// `cause` was injected in `workload`, and `effect` came in `with` of ten runs.
Edge EdgeBetween(const Fault& cause, const Fault& effect, const std::string& workload = "test", int with = 10) {
  Edge edge;
  edge.cause = cause;
  edge.effect = effect;
  edge.workload = workload;
  edge.injected_runs = 10;
  edge.injected_with = with;
  edge.type = EdgeType::kErrorByError;
  return edge;
}

const Fault kAnswer{model::SiteId{1}, Kind::kNegation, 1};
const Fault kEffect{model::SiteId{2}, Kind::kThrow, 0};

Fault Other(int number, Kind kind = Kind::kThrow) { return {model::SiteId{100 + static_cast<uint64_t>(number)}, kind, 0}; }

// `fault` has an effect when it is injected, comes by itself in `pairs` experiments, and has it there in `alike`.
std::vector<Edge> Campaign(const Fault& fault, int pairs, int alike) {
  std::vector<Edge> edges = {EdgeBetween(fault, kEffect)};
  for (int i = 0; i < pairs; ++i) {
    edges.push_back(EdgeBetween(Other(i), fault));
    if (i < alike) edges.push_back(EdgeBetween(Other(i), kEffect));
  }
  return edges;
}

TEST(Fidelity, AnAnswerThatHasItsEffectsOnlyWhenItIsInjectedIsUnlike) {
  EXPECT_EQ(FindUnlike(Campaign(kAnswer, 4, 1), {}), (std::vector<model::Unlike>{{kAnswer, 4, 1}}));
  EXPECT_TRUE(FindUnlike(Campaign(kAnswer, 4, 2), {}).empty()) << "half of them";
  EXPECT_TRUE(FindUnlike(Campaign(kAnswer, 2, 0), {}).empty()) << "too few to tell";
  EXPECT_TRUE(FindUnlike(Campaign(kAnswer, 0, 0), {}).empty()) << "it never came by itself";
}

TEST(Fidelity, AnErrorRunsItsBranchSoMoreIsAskedToDoubtIt) {
  const Fault error = {model::SiteId{1}, Kind::kErrorReturn, 0};
  EXPECT_TRUE(FindUnlike(Campaign(error, 9, 0), {}).empty());
  EXPECT_EQ(FindUnlike(Campaign(error, 10, 0), {}).size(), 1);
  EXPECT_TRUE(FindUnlike(Campaign(error, 10, 1), {}).empty());
  const Fault call = {model::SiteId{1}, Kind::kLibraryError, 0};
  EXPECT_EQ(FindUnlike(Campaign(call, 10, 1), {}).size(), 1) << "the call was not made";
}

TEST(Fidelity, ManyEffectsBesideFewExperimentsAreFewComparisons) {
  const Fault error = {model::SiteId{1}, Kind::kErrorReturn, 0};
  const auto campaign = [&](int experiments) {
    std::vector<Edge> edges;
    for (int effect = 0; effect < 10; ++effect) edges.push_back(EdgeBetween(error, Other(100 + effect)));
    for (int i = 0; i < experiments; ++i) edges.push_back(EdgeBetween(Other(i), error));
    return edges;
  };
  EXPECT_TRUE(FindUnlike(campaign(4), {}).empty());
  EXPECT_EQ(FindUnlike(campaign(5), {}).size(), 1);
}

TEST(Fidelity, ADelayIsNeverUnlike) {
  const Fault delay = {model::SiteId{1}, Kind::kDelay, 0};
  EXPECT_TRUE(FindUnlike(Campaign(delay, 50, 0), {}).empty());
}

TEST(Fidelity, EffectsInDoubtCountAsThere) {
  std::vector<Edge> open;
  for (int i = 0; i < 3; ++i) open.push_back(EdgeBetween(Other(i), kEffect));
  EXPECT_EQ(FindUnlike(Campaign(kAnswer, 3, 0), {}).size(), 1);
  EXPECT_TRUE(FindUnlike(Campaign(kAnswer, 3, 0), open).empty());
}

TEST(Fidelity, OneRunShowsTooLittle) {
  auto edges = Campaign(kAnswer, 5, 0);
  for (Edge& edge : edges) edge.injected_runs = edge.injected_with = 2;
  EXPECT_TRUE(FindUnlike(edges, {}).empty());
}

TEST(Fidelity, OnlyWhatTheSameTestShowsInMostRunsCounts) {
  std::vector<Edge> elsewhere = {EdgeBetween(kAnswer, kEffect)}, rarely = elsewhere;
  for (int i = 0; i < 5; ++i) {
    elsewhere.push_back(EdgeBetween(Other(i), kAnswer, "another test"));
    rarely.push_back(EdgeBetween(Other(i), kAnswer, "test", 7));
  }
  EXPECT_TRUE(FindUnlike(elsewhere, {}).empty());
  EXPECT_TRUE(FindUnlike(rarely, {}).empty());
}

TEST(Fidelity, TheEffectIsNoWitnessAgainstItsCauseNorIsTheFaultItself) {
  std::vector<Edge> edges = {EdgeBetween(kAnswer, kEffect), EdgeBetween(kEffect, kAnswer), EdgeBetween(kAnswer, kAnswer)};
  EXPECT_TRUE(FindUnlike(edges, {}).empty());
}

TEST(Fidelity, DosesOfOneEffectCountOnce) {
  auto edges = Campaign(kAnswer, 2, 0);
  Edge again = edges.front();
  again.dose.first_hit = 7;
  edges.push_back(again);
  EXPECT_TRUE(FindUnlike(edges, {}).empty());
}

TEST(Fidelity, StructuralEdgesSayNothing) {
  auto edges = Campaign(kAnswer, 5, 0);
  for (size_t i = 1; i < edges.size(); ++i) edges[i].type = EdgeType::kSamePredicate;
  EXPECT_TRUE(FindUnlike(edges, {}).empty());
}

}  // namespace
}  // namespace csnake::fca
