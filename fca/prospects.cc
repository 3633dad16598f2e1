#include "fca/prospects.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace csnake::fca {
namespace {

// The best edge from one fault to another.
struct Arc {
  const model::Edge* edge = nullptr;
  size_t to = 0;
  bool sure = false;
};

using Arcs = std::vector<std::vector<Arc>>;  // Of each fault.

constexpr size_t kNever = std::numeric_limits<size_t>::max();

bool IsBetter(const model::Edge& a, const model::Edge& b) {
  return std::pair(!model::IsStructural(a.type), a.q) < std::pair(!model::IsStructural(b.type), b.q);
}

Arcs BestEdges(const std::vector<model::Edge>& edges, double q_sure) {
  std::map<model::Fault, size_t> numbers;
  std::map<std::pair<size_t, size_t>, const model::Edge*> best;
  const auto number = [&](const model::Fault& fault) { return numbers.try_emplace(fault, numbers.size()).first->second; };
  for (const model::Edge& edge : edges) {
    const size_t from = number(edge.cause);
    const model::Edge*& known = best[{from, number(edge.effect)}];
    if (known == nullptr || IsBetter(edge, *known)) known = &edge;
  }
  Arcs arcs(numbers.size());
  for (const auto& [ends, edge] : best)
    arcs[ends.first].push_back({edge, ends.second, model::IsStructural(edge->type) || edge->q < q_sure});
  return arcs;
}

// The fewest arcs in doubt on a way between two faults: breadth first, where a sure arc is no step.
size_t FewestInDoubt(const Arcs& arcs, size_t from, size_t to) {
  std::vector<size_t> fewest(arcs.size(), kNever);
  fewest[from] = 0;
  std::deque<size_t> next{from};
  while (!next.empty() && next.front() != to) {
    const size_t at = next.front();
    next.pop_front();
    for (const Arc& arc : arcs[at]) {
      const size_t count = fewest[at] + (arc.sure ? 0 : 1);
      if (count >= fewest[arc.to]) continue;
      fewest[arc.to] = count;
      arc.sure ? next.push_front(arc.to) : next.push_back(arc.to);
    }
  }
  return fewest[to];
}

}  // namespace

std::set<model::Fault> FaultsBehindCycles(const std::vector<model::Edge>& edges) {
  std::set<model::Fault> faults;
  for (const model::Edge& edge : edges) faults.insert(edge.effect);
  for (size_t before = 0; before != faults.size();) {
    before = faults.size();
    std::set<model::Fault> caused;
    for (const model::Edge& edge : edges)
      if (faults.contains(edge.cause)) caused.insert(edge.effect);
    faults = std::move(caused);
  }
  return faults;
}

std::vector<model::Edge> InDoubt(const std::vector<model::Edge>& edges, double q_sure) {
  const Arcs arcs = BestEdges(edges, q_sure);
  std::vector<std::tuple<size_t, double, const model::Edge*>> found;
  for (size_t from = 0; from < arcs.size(); ++from) {
    for (const Arc& arc : arcs[from]) {
      if (arc.sure) continue;
      const size_t others = FewestInDoubt(arcs, arc.to, from);
      if (others != kNever) found.emplace_back(others, arc.edge->q, arc.edge);
    }
  }
  std::ranges::sort(found);
  std::vector<model::Edge> in_doubt;
  for (const auto& [others, q, edge] : found) in_doubt.push_back(*edge);
  return in_doubt;
}

}  // namespace csnake::fca
