#include "stitcher/verdict.h"

#include <algorithm>

namespace csnake::stitcher {

model::Verdict VerdictOf(const std::vector<model::Edge>& edges, const std::vector<size_t>& cycle) {
  using model::EdgeType;
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
