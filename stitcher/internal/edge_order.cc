#include "stitcher/internal/edge_order.h"

#include <algorithm>
#include <tuple>

#include "stitcher/fingerprint.h"

namespace csnake::stitcher {
namespace {

using model::ContextStates;
using model::Edge;

bool StatesLess(const std::vector<ContextStates>& a, const std::vector<ContextStates>& b) {
  return std::ranges::lexicographical_compare(a, b, [](const ContextStates& x, const ContextStates& y) {
    return std::tie(x.callers, x.complete, x.states) < std::tie(y.callers, y.complete, y.states);
  });
}

auto Faults(const Edge& edge) { return std::tuple(FaultKey(edge.cause), FaultKey(edge.effect), edge.type); }

auto Details(const Edge& e) {
  return std::tie(e.q, e.workload, e.dose, e.p, e.sim_score, e.injected_runs, e.injected_with, e.plain_runs,
                  e.plain_with, e.injected_mean, e.plain_mean);
}

bool Less(const Edge& a, const Edge& b) {
  const auto x = Faults(a);
  const auto y = Faults(b);
  if (x != y) return x < y;
  if (Details(a) != Details(b)) return Details(a) < Details(b);
  if (a.cause_states != b.cause_states) return StatesLess(a.cause_states, b.cause_states);
  return StatesLess(a.effect_states, b.effect_states);
}

}  // namespace

void SortEdges(std::vector<Edge>& edges) {
  std::ranges::sort(edges, Less);
  const auto equal = [](const Edge& a, const Edge& b) { return !Less(a, b) && !Less(b, a); };
  edges.erase(std::ranges::unique(edges, equal).begin(), edges.end());
}

}  // namespace csnake::stitcher
