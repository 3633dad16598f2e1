// stitcher/internal/link_graph.h — the line graph of the edges, kept small.
//
// Edges that no query can tell apart (same faults, type, sides and what had to happen between) are one *lane*; the one with the best
// evidence stands for it, and for those that only ask more. Whether two lanes link depends only on how the first arrives at the fault
// (type, observed side) and how the second leaves it: its *ports*. So links are kept per pair of ports of a fault instead of per pair of
// edges.
#pragma once

#include <cstdint>
#include <vector>

#include "model/cycle.h"
#include "solver/compatibility.h"

namespace csnake::stitcher {

struct Lane {
  uint32_t edge = 0;  // Index into the sorted edges.
  uint32_t from = 0;  // Fault.
  uint32_t to = 0;
  uint32_t out = 0;  // Port at `from`.
  uint32_t in = 0;   // Port at `to`.
  solver::Sides sides;
  bool measured = true;  // Not structural.
  bool delay = false;    // Measured, with a delay injected.
  double q = 0;          // 0 for structural lanes: they are observed, not tested.
  double sim_score = 0;
};

// All lanes from one fault to another, best evidence first.
struct Arc {
  uint32_t from = 0;
  uint32_t to = 0;
  uint32_t lanes_begin = 0;
  uint32_t lanes_end = 0;
  double sim_score = 0;  // The lowest of its lanes.
  double q = 0;          // Likewise.
};

struct Port {
  model::EdgeType type = model::EdgeType::kErrorByDelay;
  solver::SideId side{};
  uint32_t workload = 0;  // From 1; 0 where it does not matter: only structural edges ask for it.
  model::SiteId grown;    // What a lane of nesting arrives from; where a sibling leaves: what it has to arrive from.
  std::vector<model::SiteId> not_by;  // Of a lane of a delay: Edge::not_by.
  auto operator<=>(const Port&) const = default;
};

struct Junction {
  std::vector<Port> in;
  std::vector<Port> out;
  std::vector<bool> links;  // in.size() rows of out.size().
};

struct LinkGraph {
  std::vector<model::Fault> faults;  // Sorted by FaultKey.
  std::vector<Lane> lanes;           // Sorted by (from, to, evidence). Only those that lie on some cycle of links.
  std::vector<Arc> arcs;             // Sorted by (from, to).
  std::vector<uint32_t> arcs_begin;  // Of each fault; one more at the end.
  std::vector<Junction> junctions;   // Of each fault.

  bool Links(const Lane& a, const Lane& b) const {
    const Junction& junction = junctions[a.to];
    return junction.links[a.in * junction.out.size() + b.out];
  }
};

// `edges` as SortEdges() leaves them.
LinkGraph BuildLinkGraph(const model::Catalogue& catalogue, const std::vector<model::Edge>& edges, solver::Compatibility& compatible);

}  // namespace csnake::stitcher
