#include "fca/between.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace csnake::fca {
namespace {

using model::Edge;
using model::Experiment;
using model::ExperimentOf;
using model::Fault;

// That the fault alone shows, always.
bool IsCertain(const Edge& edge) {
  return model::IsError(edge.effect.kind) && edge.plain_with == 0 && edge.injected_with == edge.injected_runs;
}

bool ComesFirst(const Edge& error, const Edge& effect) {
  return !model::IsError(effect.effect.kind) || (effect.plain_with == 0 && error.first_ns <= effect.first_ns);
}

class Between {
 public:
  Between(const std::vector<Edge>& edges, const std::vector<Edge>& open) {
    for (const std::vector<Edge>* list : {&edges, &open}) {
      for (const Edge& edge : *list) {
        if (model::IsStructural(edge.type)) continue;
        shown_[ExperimentOf(edge)].insert(edge.effect);
        showing_[{edge.workload, edge.effect}].insert(ExperimentOf(edge));
      }
    }
    for (const Edge& edge : edges) {
      if (model::IsStructural(edge.type)) continue;
      causes_.emplace(edge.cause, edge.effect);
      if (IsCertain(edge)) certain_[ExperimentOf(edge)].push_back(&edge);
    }
  }

  std::vector<const Edge*> Of(const Edge& edge) const {
    std::vector<const Edge*> between;
    const auto certain = certain_.find(ExperimentOf(edge));
    if (certain == certain_.end()) return between;
    for (const Edge* error : certain->second) {
      const Fault& fault = error->effect;
      if (fault == edge.cause || fault == edge.effect) continue;
      if (causes_.contains({fault, edge.effect}) && ComesFirst(*error, edge) && IsNeeded(fault, edge)) between.push_back(error);
    }
    return between;
  }

 private:
  bool IsNeeded(const Fault& fault, const Edge& edge) const {
    for (const Experiment& other : showing_.at({edge.workload, edge.effect}))
      if (other.fault != fault && !shown_.at(other).contains(fault)) return false;
    return true;
  }

  std::map<Experiment, std::set<Fault>> shown_;
  std::map<std::pair<std::string, Fault>, std::set<Experiment>> showing_;
  std::map<Experiment, std::vector<const Edge*>> certain_;
  std::set<std::pair<Fault, Fault>> causes_;
};

}  // namespace

void FindBetween(std::vector<Edge>& edges, const std::vector<Edge>& open) {
  const Between between(edges, open);
  for (Edge& edge : edges) {
    if (model::IsStructural(edge.type)) continue;
    for (const Edge* error : between.Of(edge)) edge.between.push_back(error->effect_states);
  }
}

}  // namespace csnake::fca
