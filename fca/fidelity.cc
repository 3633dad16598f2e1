#include "fca/fidelity.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace csnake::fca {
namespace {

using model::Edge;
using model::Experiment;
using model::ExperimentOf;
using model::Fault;
using model::Kind;

struct Enough {
  int pairs;
  size_t others;  // Experiments in which the fault comes by itself: the effects of one come together, or stay away together.
  double share;
};

Enough EnoughFor(Kind kind) {
  const bool only_stated = kind == Kind::kNegation || kind == Kind::kDetector || kind == Kind::kLibraryError;
  return only_stated ? Enough{3, 1, 0.5} : Enough{10, 5, 0.1};
}

bool ComesInMostRuns(const Edge& effect) {
  return effect.injected_runs >= model::kTellingRuns && 5 * effect.injected_with >= 4 * effect.injected_runs;
}

}  // namespace

std::vector<model::Unlike> FindUnlike(const std::vector<Edge>& edges, const std::vector<Edge>& open) {
  std::map<Experiment, std::set<Fault>> shown;
  for (const std::vector<Edge>* list : {&edges, &open})
    for (const Edge& edge : *list)
      if (!model::IsStructural(edge.type)) shown[ExperimentOf(edge)].insert(edge.effect);
  std::map<std::pair<std::string, Fault>, std::set<Experiment>> by_itself;
  for (const Edge& edge : edges)
    if (!model::IsStructural(edge.type) && edge.cause != edge.effect && ComesInMostRuns(edge))
      by_itself[{edge.workload, edge.effect}].insert(ExperimentOf(edge));

  struct Count {
    int pairs = 0, alike = 0;
    std::set<Experiment> others;
  };
  std::map<Fault, Count> counts;
  std::set<std::tuple<Fault, Fault, std::string>> counted;  // Several doses have one effect.
  for (const Edge& edge : edges) {
    if (model::IsStructural(edge.type) || edge.cause.kind == Kind::kDelay || edge.cause == edge.effect) continue;
    const auto others = by_itself.find({edge.workload, edge.cause});
    if (others == by_itself.end() || !counted.emplace(edge.cause, edge.effect, edge.workload).second) continue;
    Count& count = counts[edge.cause];
    for (const Experiment& other : others->second) {
      if (other.fault == edge.effect) continue;
      ++count.pairs;
      count.others.insert(other);
      count.alike += shown.at(other).contains(edge.effect) ? 1 : 0;
    }
  }
  std::vector<model::Unlike> unlike;
  for (const auto& [fault, count] : counts) {
    const Enough enough = EnoughFor(fault.kind);
    if (count.pairs >= enough.pairs && count.others.size() >= enough.others && count.alike < enough.share * count.pairs)
      unlike.push_back({fault, count.pairs, count.alike});
  }
  return unlike;
}

}  // namespace csnake::fca
