#include "fca/refuted.h"

#include <algorithm>
#include <set>

namespace csnake::fca {
namespace {

using model::Edge;
using model::Fault;
using model::IsOfDelay;

struct Hop {
  std::string workload;
  Fault cause;
  Fault effect;
  auto operator<=>(const Hop&) const = default;
};

struct HeldUp {
  model::SiteId loop;    // That grew.
  model::SiteId around;  // Which holds both, or is what is held up.
  auto operator<=>(const HeldUp&) const = default;
};

}  // namespace

void FindRefuted(std::vector<Edge>& edges, const std::vector<Edge>& open, const Slept& slept, const Nested& nested) {
  std::map<Fault, std::set<HeldUp>> held_up_by;
  std::map<Hop, double> least;  // Seconds of delay that have the effect, or may have it.
  for (const std::vector<Edge>* list : {&std::as_const(edges), &open})
    for (const Edge& edge : *list) {
      if (edge.grown)
        held_up_by[edge.effect].insert(
            {edge.grown, edge.type == model::EdgeType::kSibling ? edge.cause.site : edge.effect.site});
      if (!IsOfDelay(edge)) continue;
      const auto exact = slept.find(ExperimentOf(edge));
      const double total = static_cast<double>(edge.dose.total_ns) / 1e9;
      const double seconds = exact == slept.end() ? total : std::min(total, exact->second);
      const auto [known, inserted] = least.try_emplace({edge.workload, edge.cause, edge.effect}, seconds);
      known->second = std::min(known->second, seconds);
    }
  std::map<std::pair<std::string, model::SiteId>, double> longest;
  for (const auto& [experiment, seconds] : slept) {
    double& known = longest[{experiment.workload, experiment.fault.site}];
    known = std::max(known, seconds);
  }
  for (Edge& edge : edges) {
    const auto loops = held_up_by.find(edge.cause);
    if (!IsOfDelay(edge) || loops == held_up_by.end()) continue;
    const double enough = least.at({edge.workload, edge.cause, edge.effect});
    const auto& pairs = nested.at(edge.workload);
    for (const auto& [loop, around] : loops->second) {
      const bool is_so_here =
          pairs.contains({loop, around}) && (around == edge.cause.site || pairs.contains({edge.cause.site, around}));
      if (!is_so_here || (!edge.not_by.empty() && edge.not_by.back() == loop)) continue;
      const auto tried = longest.find({edge.workload, loop});
      if (tried == longest.end() || tried->second < enough) continue;
      if (!least.contains({edge.workload, {loop, model::Kind::kDelay, 0}, edge.effect})) edge.not_by.push_back(loop);
    }
  }
}

}  // namespace csnake::fca
