#include "stitcher/internal/link_graph.h"

#include <algorithm>
#include <map>
#include <string>

#include "stitcher/fingerprint.h"
#include "stitcher/internal/components.h"
#include "stitcher/internal/structure.h"

namespace csnake::stitcher {
namespace {

using model::Edge;
using model::EdgeType;
using model::Fault;

std::vector<Fault> CollectFaults(const std::vector<Edge>& edges) {
  std::vector<Fault> faults;
  for (const Edge& edge : edges) {
    faults.push_back(edge.cause);
    faults.push_back(edge.effect);
  }
  std::ranges::sort(faults, {}, FaultKey);
  faults.erase(std::ranges::unique(faults).begin(), faults.end());
  return faults;
}

// What matters of the type for what may follow an edge, and for what it may follow.
EdgeType Arriving(EdgeType type) {
  if (IsGrowth(type)) return EdgeType::kGrowthByDelay;
  return IsStructural(type) && type != EdgeType::kSibling ? type : EdgeType::kErrorByDelay;
}
EdgeType Leaving(EdgeType type) { return IsStructural(type) ? type : EdgeType::kErrorByDelay; }

uint32_t AddPort(std::vector<Port>& ports, std::map<Port, uint32_t>& known, Port port) {
  const auto [place, inserted] = known.try_emplace(port, static_cast<uint32_t>(ports.size()));
  if (inserted) ports.push_back(port);
  return place->second;
}

class Builder {
 public:
  Builder(const model::Catalogue& catalogue, const std::vector<Edge>& edges, solver::Compatibility& compatible)
      : catalogue_(catalogue), edges_(edges), compatible_(compatible) {}

  LinkGraph Build() {
    graph_.faults = CollectFaults(edges_);
    graph_.junctions.resize(graph_.faults.size());
    known_in_.resize(graph_.faults.size());
    known_out_.resize(graph_.faults.size());
    leaves_structurally_.resize(graph_.faults.size());
    for (const Edge& edge : edges_)
      if (IsNesting(edge.type)) leaves_structurally_[FaultIndex(edge.cause)] = true;
    for (uint32_t i = 0; i < edges_.size(); ++i) AddEdge(i);
    for (size_t i = 0; i < graph_.faults.size(); ++i) AddLinks(graph_.junctions[i], IsPaced(graph_.faults[i]));
    KeepLanesOnCycles();
    AddArcs();
    return std::move(graph_);
  }

 private:
  uint32_t FaultIndex(const Fault& fault) const {
    const auto place = std::ranges::lower_bound(graph_.faults, FaultKey(fault), {}, FaultKey);
    return static_cast<uint32_t>(place - graph_.faults.begin());
  }

  uint32_t WorkloadIndex(const Edge& edge) {
    return workloads_.try_emplace(edge.workload, static_cast<uint32_t>(workloads_.size()) + 1).first->second;
  }

  void AddEdge(uint32_t index) {
    const Edge& edge = edges_[index];
    const bool structural = IsStructural(edge.type);
    if (structural && edge.cause == edge.effect) return;
    const solver::Sides sides = compatible_.SidesOf(edge);
    Lane lane{.edge = index, .from = FaultIndex(edge.cause), .to = FaultIndex(edge.effect), .sides = sides};
    // The workload tells ports apart only where a structural edge asks for it: elsewhere it would multiply the lanes.
    const bool followed = StructureMayFollow(edge.type) && leaves_structurally_[lane.to];
    lane.out = AddPort(graph_.junctions[lane.from].out, known_out_[lane.from],
                       {Leaving(edge.type), sides.cause, IsNesting(edge.type) ? WorkloadIndex(edge) : 0,
                        edge.type == EdgeType::kSibling ? edge.grown : model::SiteId{}, edge.not_by});
    lane.in = AddPort(graph_.junctions[lane.to].in, known_in_[lane.to],
                      {Arriving(edge.type), sides.effect, followed ? WorkloadIndex(edge) : 0, edge.grown, {}});
    lane.measured = !structural;
    lane.delay = model::IsOfDelay(edge);
    lane.q = structural ? 0 : edge.q;
    lane.sim_score = edge.sim_score;
    graph_.lanes.push_back(lane);
  }

  bool IsPaced(const Fault& fault) const {
    const model::Site* site = catalogue_.Find(fault.site);
    return fault.kind == model::Kind::kDelay && site && site->paced();
  }

  void AddLinks(Junction& junction, bool paced) {
    const auto may_follow = paced ? MayFollowAtClock : MayFollow;
    for (const Port& in : junction.in)
      for (const Port& out : junction.out)
        junction.links.push_back(may_follow(in.type, out.type) && (out.workload == 0 || in.workload == out.workload) &&
                                 (!out.grown || in.grown == out.grown) && !std::ranges::binary_search(out.not_by, in.grown) &&
                                 compatible_.LinkSides(in.side, out.side).compatible);
  }

  // Also leaves out lanes whose place another can take: one that leaves and arrives by the same ports, asks nothing that the first
  // does not ask, and is no worse.
  void KeepLanesOnCycles() {
    const auto ports = [](const Lane& lane) { return std::tuple(lane.from, lane.to, lane.out, lane.in); };
    std::ranges::stable_sort(graph_.lanes, {}, [&](const Lane& lane) { return std::tuple(ports(lane), lane.q, lane.edge); });
    std::vector<Lane> best;
    size_t begin = 0;  // Of those with the same ports.
    for (Lane& lane : graph_.lanes) {
      if (!best.empty() && ports(best.back()) != ports(lane)) begin = best.size();
      const auto replaces = [&](const Lane& other) { return std::ranges::includes(lane.sides.between, other.sides.between); };
      if (std::none_of(best.begin() + static_cast<std::ptrdiff_t>(begin), best.end(), replaces)) best.push_back(std::move(lane));
    }
    graph_.lanes = std::move(best);
    const std::vector<bool> on_cycle = LanesOnCycles(graph_);
    std::vector<Lane> kept;
    for (size_t i = 0; i < graph_.lanes.size(); ++i)
      if (on_cycle[i]) kept.push_back(graph_.lanes[i]);
    graph_.lanes = std::move(kept);
  }

  void AddArcs() {
    std::ranges::stable_sort(graph_.lanes, [](const Lane& a, const Lane& b) {
      return std::tie(a.from, a.to, a.q, a.edge) < std::tie(b.from, b.to, b.q, b.edge);
    });
    for (uint32_t i = 0; i < graph_.lanes.size(); ++i) {
      const Lane& lane = graph_.lanes[i];
      auto& arcs = graph_.arcs;
      if (arcs.empty() || arcs.back().from != lane.from || arcs.back().to != lane.to)
        arcs.push_back({.from = lane.from,
                        .to = lane.to,
                        .lanes_begin = i,
                        .lanes_end = i,
                        .sim_score = lane.sim_score,
                        .q = lane.q});
      arcs.back().lanes_end = i + 1;
      arcs.back().sim_score = std::min(arcs.back().sim_score, lane.sim_score);
      arcs.back().q = std::min(arcs.back().q, lane.q);
    }
    graph_.arcs_begin.assign(graph_.faults.size() + 1, 0);
    for (const Arc& arc : graph_.arcs) ++graph_.arcs_begin[arc.from + 1];
    for (size_t f = 0; f < graph_.faults.size(); ++f) graph_.arcs_begin[f + 1] += graph_.arcs_begin[f];
  }

  const model::Catalogue& catalogue_;
  const std::vector<Edge>& edges_;
  solver::Compatibility& compatible_;
  LinkGraph graph_;
  std::map<std::string, uint32_t> workloads_;
  std::vector<bool> leaves_structurally_;
  std::vector<std::map<Port, uint32_t>> known_in_;
  std::vector<std::map<Port, uint32_t>> known_out_;
};

}  // namespace

LinkGraph BuildLinkGraph(const model::Catalogue& catalogue, const std::vector<Edge>& edges, solver::Compatibility& compatible) {
  return Builder(catalogue, edges, compatible).Build();
}

}  // namespace csnake::stitcher
