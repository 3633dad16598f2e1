#include "stitcher/verdict.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

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

Verdicts::Verdicts(const std::vector<model::Edge>& edges) : edges_(edges), in_proportion_(edges.size()) {
  std::map<std::pair<std::string_view, model::Fault>, std::set<model::Fault>> errors;  // That a fault caused in a workload.
  std::set<std::pair<model::Fault, model::Fault>> grow;                                // An error, and a loop, in any.
  for (const model::Edge& edge : edges) {
    if (IsStructural(edge.type)) continue;
    if (model::IsError(edge.effect.kind)) errors[{edge.workload, edge.cause}].insert(edge.effect);
    if (edge.type == model::EdgeType::kGrowthByError) grow.emplace(edge.cause, edge.effect);
  }
  for (size_t i = 0; i < edges.size(); ++i) {
    const model::Edge& edge = edges[i];
    if (edge.type != model::EdgeType::kGrowthByDelay) continue;
    in_proportion_[i] = std::ranges::none_of(errors[{edge.workload, edge.cause}], [&](const model::Fault& between) {
      return grow.contains({between, edge.effect});
    });
  }
}

model::Verdict Verdicts::Of(const std::vector<size_t>& cycle) const {
  if (ShareOfRounds(edges_, cycle) <= kRareRound) return model::Verdict::kDamped;
  const bool errors_only = std::ranges::none_of(cycle, [&](size_t index) {
    return !model::IsError(edges_[index].cause.kind) || !model::IsError(edges_[index].effect.kind);
  });
  if (errors_only)
    return std::ranges::all_of(cycle, [&](size_t index) { return edges_[index].goes_on || IsStructural(edges_[index].type); })
               ? model::Verdict::kPlausible
               : model::Verdict::kDamped;
  bool proportional = false;
  model::Gain gain{1, 1, 1};
  for (const size_t index : cycle) {
    if (!in_proportion_[index]) continue;
    proportional = true;
    gain = gain * edges_[index].gain;
  }
  return proportional && gain.high < 1 ? model::Verdict::kDamped : model::Verdict::kPlausible;
}

}  // namespace csnake::stitcher
