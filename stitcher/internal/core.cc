#include "stitcher/internal/core.h"

#include <algorithm>
#include <set>

#include "stitcher/internal/structure.h"

namespace csnake::stitcher {

using model::Edge;
using model::Fault;

Cores::Cores(const std::vector<Edge>& edges, const std::set<model::Part>& parts) : edges_(edges) {
  std::map<Fault, std::set<Fault>> around;
  for (const Edge& edge : edges) {
    if (edge.type == model::EdgeType::kEnclosing && edge.cause != edge.effect) around[edge.cause].insert(edge.effect);
    if (edge.type == model::EdgeType::kSibling && edge.cause != edge.effect) around[edge.effect].insert(edge.cause);
  }
  for (const model::Part& part : parts) around[part.loop].insert(part.whole);
  for (const auto& [loop, ignored] : around) {
    std::vector<Fault> reached = {loop};
    std::set<Fault> known = {loop};
    std::vector<Fault>& tasks = tasks_[loop];
    for (size_t i = 0; i < reached.size(); ++i) {
      const auto outer = around.find(reached[i]);
      if (outer == around.end())
        tasks.push_back(reached[i]);
      else
        for (const Fault& next : outer->second)
          if (known.insert(next).second) reached.push_back(next);
    }
    if (tasks.empty()) tasks = {*known.begin()};  // Loops of a recursion, each within the other.
  }
}

std::vector<Fault> Cores::TasksOf(const Fault& loop) const {
  const auto found = tasks_.find(loop);
  return found == tasks_.end() ? std::vector<Fault>{loop} : found->second;
}

std::vector<Fault> Cores::Of(const std::vector<size_t>& cycle) const {
  std::set<Fault> delays, errors;
  for (const size_t index : cycle) {
    if (IsStructural(edges_[index].type)) continue;
    const Fault& cause = edges_[index].cause;
    if (cause.kind != model::Kind::kDelay)
      errors.insert(cause);
    else
      for (const Fault& task : TasksOf(cause)) delays.insert(task);
  }
  const std::set<Fault>& core = delays.empty() ? errors : delays;
  return {core.begin(), core.end()};
}

}  // namespace csnake::stitcher
