// stitcher/internal/chooser.h — of all edges along a cycle of faults, the combination that fits and has the best
// evidence.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stitcher/internal/link_graph.h"

namespace csnake::stitcher {

struct Selection {
  std::vector<uint32_t> lanes;  // One per arc.
  double q = 0;                 // Sum.
  bool decided = true;
};

// Tries combinations in the order of their sum of q, then of their lanes, until one passes the check of the whole
// chain. A bound on the attempts keeps a cycle, undecided, with its best combination rather than drop it. nullopt:
// every combination is refused. `arcs` are indices; each ends where the next begins, cyclic.
std::optional<Selection> ChooseLanes(const LinkGraph& graph, solver::Compatibility& compatible,
                                     std::span<const uint32_t> arcs, int delays_max);

}  // namespace csnake::stitcher
