#include "fca/between.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csnake::fca {
namespace {

using model::Edge;
using model::EdgeType;
using model::Fault;
using model::Kind;

const Fault kSlow{model::SiteId{1}, Kind::kDelay, 0};
const Fault kTimeout{model::SiteId{2}, Kind::kThrow, 0};
const Fault kDoubt{model::SiteId{3}, Kind::kThrow, 0};
const Fault kOther{model::SiteId{4}, Kind::kThrow, 0};
const Fault kWork{model::SiteId{5}, Kind::kDelay, 0};

Edge EdgeBetween(const Fault& cause, const Fault& effect, const std::string& workload, int64_t first_ns = 0) {
  Edge edge;
  edge.cause = cause;
  edge.effect = effect;
  edge.workload = workload;
  edge.injected_runs = edge.injected_with = 3;
  edge.plain_runs = 5;
  edge.type = EdgeType::kErrorByError;
  edge.first_ns = first_ns;
  edge.effect_states = {{{model::FunctionId{effect.site.value}, {}}, {}, true}};
  return edge;
}

// The first edge is slow -> doubt, over a time-out, in the test "audit"; the last one says that time-outs raise doubts.
std::vector<Edge> Campaign() {
  return {EdgeBetween(kSlow, kDoubt, "audit", 20), EdgeBetween(kSlow, kTimeout, "audit", 10), EdgeBetween(kTimeout, kDoubt, "read", 5)};
}

// States of the errors between the ends of the first edge.
std::vector<std::vector<model::ContextStates>> FirstBetween(std::vector<Edge> edges, const std::vector<Edge>& open = {}) {
  FindBetween(edges, open);
  return edges.front().between;
}

TEST(Between, AnErrorThatAlwaysCameFirstAndCausesTheEffect) {
  EXPECT_EQ(FirstBetween(Campaign()), (std::vector<std::vector<model::ContextStates>>{Campaign()[1].effect_states}));
}

TEST(Between, NotWhenItDoesNotCauseTheEffect) {
  auto edges = Campaign();
  edges.pop_back();
  EXPECT_TRUE(FirstBetween(edges).empty());
}

TEST(Between, NotWhenItCameLater) {
  auto edges = Campaign();
  edges[1].first_ns = 30;
  EXPECT_TRUE(FirstBetween(edges).empty());
}

TEST(Between, NotWhenSomeRunHadTheEffectWithoutIt) {
  auto edges = Campaign();
  edges[1].injected_with = 2;
  EXPECT_TRUE(FirstBetween(edges).empty());
}

TEST(Between, NotWhenTheTestShowsItAnyway) {
  auto edges = Campaign();
  edges[1].plain_with = 1;
  EXPECT_TRUE(FirstBetween(edges).empty());
}

TEST(Between, NotWhenTheTestShowsTheEffectAnyway) {
  auto edges = Campaign();
  edges[0].plain_with = 1;
  EXPECT_TRUE(FirstBetween(edges).empty());
}

TEST(Between, NotWhenAnotherFaultHasTheEffectWithoutIt) {
  auto edges = Campaign();
  edges.push_back(EdgeBetween(kOther, kDoubt, "another test"));
  EXPECT_EQ(FirstBetween(edges).size(), 1U);
  edges.push_back(EdgeBetween(kTimeout, kDoubt, "audit"));
  EXPECT_EQ(FirstBetween(edges).size(), 1U) << "it is that fault";
  const std::vector<Edge> open = {EdgeBetween(kOther, kDoubt, "audit")};
  EXPECT_TRUE(FirstBetween(edges, open).empty());
  edges.push_back(EdgeBetween(kOther, kTimeout, "audit"));
  EXPECT_EQ(FirstBetween(edges, open).size(), 1U);
}

TEST(Between, GrowthHasNoFirstTime) {
  std::vector<Edge> edges = {EdgeBetween(kSlow, kWork, "audit"), EdgeBetween(kSlow, kTimeout, "audit", 10), EdgeBetween(kTimeout, kWork, "read")};
  edges[0].plain_with = 5;
  EXPECT_EQ(FirstBetween(edges).size(), 1U);
}

TEST(Between, StructuralEdgesHaveNothingBetween) {
  auto edges = Campaign();
  edges[0].type = EdgeType::kEnclosing;
  EXPECT_TRUE(FirstBetween(edges).empty());
}

}  // namespace
}  // namespace csnake::fca
