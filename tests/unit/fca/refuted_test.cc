#include "fca/refuted.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csnake::fca {
namespace {

using model::Edge;
using model::EdgeType;
using model::Fault;
using model::Kind;
using model::SiteId;
using Loops = std::vector<SiteId>;

constexpr int64_t kMs = 1'000'000;
const SiteId kInner{1}, kOuter{2}, kNext{3};
const Fault kError{SiteId{9}, Kind::kThrow, 0};

Fault Delay(SiteId loop) { return {loop, Kind::kDelay, 0}; }

Edge Delayed(SiteId loop, int64_t total_ms, const std::string& workload = "test") {
  Edge edge;
  edge.cause = Delay(loop);
  edge.effect = kError;
  edge.workload = workload;
  edge.dose = {.delay_ns = 10 * kMs, .total_ns = total_ms * kMs};
  return edge;
}

Edge NestedEdge(EdgeType type, SiteId cause, SiteId effect) {
  Edge edge;
  edge.type = type;
  edge.cause = Delay(cause);
  edge.effect = Delay(effect);
  edge.workload = "where it grew";
  edge.grown = kInner;
  return edge;
}

class Refuted : public testing::Test {
 protected:
  void InnerSlept(int64_t ms, const std::string& workload = "test") {
    slept[ExperimentOf(Delayed(kInner, ms, workload))] = static_cast<double>(ms) / 1000;
  }
  // Of the first edge.
  Loops NotBy() {
    FindRefuted(edges, open, slept, nested);
    return edges[0].not_by;
  }

  std::vector<Edge> edges = {Delayed(kOuter, 200), NestedEdge(EdgeType::kEnclosing, kInner, kOuter)};
  std::vector<Edge> open;
  Slept slept;
  Nested nested = {{"test", {{kInner, kOuter}, {kNext, kOuter}}},
                   {"where it grew", {{kInner, kOuter}, {kNext, kOuter}}}};
};

TEST_F(Refuted, ALoopWhoseDelayHasNotTheEffectDoesNotHoldUpTheOneAround) {
  InnerSlept(200);
  EXPECT_EQ(NotBy(), Loops{kInner});
  EXPECT_TRUE(edges[1].not_by.empty()) << "structural edges say nothing against each other";
}

TEST_F(Refuted, WhoWasNotDelayedThereIsNot) {
  InnerSlept(200, "another test");
  EXPECT_TRUE(NotBy().empty());
}

TEST_F(Refuted, AShorterDelayTellsNothing) {
  InnerSlept(199);
  EXPECT_TRUE(NotBy().empty());
}

TEST_F(Refuted, TheShortestDelayThatHasTheEffectIsEnough) {
  edges.push_back(Delayed(kOuter, 100));
  InnerSlept(150);
  EXPECT_EQ(NotBy(), Loops{kInner});
}

TEST_F(Refuted, WhatTheOuterOneReallySleptCountsNotWhatItMight) {
  slept[ExperimentOf(edges[0])] = 0.05;  // It iterated once.
  InnerSlept(60);
  EXPECT_EQ(NotBy(), Loops{kInner});
}

TEST_F(Refuted, TheEffectOfAnyDoseSpeaksForTheLoop) {
  InnerSlept(200);
  edges.push_back(Delayed(kInner, 50));
  EXPECT_TRUE(NotBy().empty());
}

TEST_F(Refuted, SoDoesOneInDoubt) {
  InnerSlept(200);
  open.push_back(Delayed(kInner, 200));
  EXPECT_TRUE(NotBy().empty());
}

TEST_F(Refuted, ASiblingIsHeldUpByTheLoopThatGrewAndNotByTheOneAround) {
  edges = {Delayed(kNext, 200), NestedEdge(EdgeType::kSibling, kOuter, kNext)};
  InnerSlept(200);
  EXPECT_EQ(NotBy(), Loops{kInner});
}

TEST_F(Refuted, WhereTheLoopRunsElsewhereItTellsNothing) {
  nested["test"] = {{kInner, kNext}};
  InnerSlept(200);
  EXPECT_TRUE(NotBy().empty());
}

TEST_F(Refuted, WhereTheSiblingRunsElsewhereItTellsNothing) {
  edges = {Delayed(kNext, 200), NestedEdge(EdgeType::kSibling, kOuter, kNext)};
  nested["test"].erase({kNext, kOuter});
  InnerSlept(200);
  EXPECT_TRUE(NotBy().empty());
}

TEST_F(Refuted, ErrorsAreNotHeldUp) {
  edges[0].cause = kError;
  InnerSlept(200);
  EXPECT_TRUE(NotBy().empty());
}

}  // namespace
}  // namespace csnake::fca
