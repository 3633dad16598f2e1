#include "stitcher/verdict.h"

#include <algorithm>

namespace csnake::stitcher {

namespace {

constexpr double kRareRound = 0.5;

// How often all hops happen, when each does as often as its runs showed: structural ones always.
double ShareOfRounds(const std::vector<model::Edge>& edges, const std::vector<size_t>& cycle) {
  double share = 1;
  for (const size_t index : cycle) {
    const model::Edge& edge = edges[index];
    if (!IsStructural(edge.type) && edge.injected_runs > 0) share *= static_cast<double>(edge.injected_with) / edge.injected_runs;
  }
  return share;
}

}  // namespace

model::Verdict VerdictOf(const std::vector<model::Edge>& edges, const std::vector<size_t>& cycle) {
  using model::EdgeType;
  if (ShareOfRounds(edges, cycle) <= kRareRound) return model::Verdict::kDamped;
  const bool errors_only = std::ranges::none_of(cycle, [&](size_t index) {
    return !model::IsError(edges[index].cause.kind) || !model::IsError(edges[index].effect.kind);
  });
  if (errors_only)
    return std::ranges::all_of(cycle, [&](size_t index) { return edges[index].goes_on || IsStructural(edges[index].type); })
               ? model::Verdict::kPlausible
               : model::Verdict::kDamped;
  bool proportional = false;
  model::Gain gain{1, 1, 1};
  for (const size_t index : cycle) {
    if (edges[index].type != EdgeType::kGrowthByDelay) continue;
    proportional = true;
    gain = gain * edges[index].gain;
  }
  return proportional && gain.high < 1 ? model::Verdict::kDamped : model::Verdict::kPlausible;
}

}  // namespace csnake::stitcher
