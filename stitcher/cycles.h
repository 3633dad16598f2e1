// stitcher/cycles.h — finds cycles among linked edges.
//
//   Edge (fca/) => link graph => components => cycles of faults => best edges of each => ranking => clusters
//                  internal/link_graph         internal/search     internal/chooser     here       clusters.h
//
// An edge says: with fault a injected in workload t, fault b occurred more than the profile explains.
// Edges of different workloads form a cycle only if their conditions can hold together (solver/).
//
// Many edges join the same two faults: several workloads, doses, local states. A cycle is a cycle of *faults*, each at
// most once in it; it is reported once, with the combination of edges that fits together and has the lowest sum of q.
// The search walks faults and carries along which edges are still possible, so its cost does not grow with the product
// of the workloads. It is exact: a cycle is missing only if every combination is refused or `complete` is false.
//
// Structural edges (Edge::type kEnclosing, kSibling) say that a loop's slowness spreads to its surroundings, others (kSamePredicate)
// that an answer is given in several places. kEnclosing
// follows an edge that grew its loop, or another kEnclosing; kSibling follows the kEnclosing of the loop that grew (Edge::grown); all of
// one workload. What a delay does in a workload follows none of a loop that does not do it there (Edge::not_by). No cycle
// is made of them alone. A loop that a clock paces (Site::paced) gets no slower by more iterations: what follows its growth is
// structural. Not here: finding edges (fca/), judging findings against a baseline (gate/).
//
// Threads: no shared state; concurrent calls need separate solvers.
// Cost: linear in edges and links up to the components; exponential in `length_max` inside one, hence the limits.
#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <vector>

#include "model/cycle.h"
#include "solver/compatibility.h"

namespace csnake::stitcher {

struct CycleOptions {
  int length_max = 8;             // Edges per cycle, structural ones too, 1..32.
  int delays_max = 3;             // Injected delays per cycle, 0..length_max. Structural edges inject nothing.
  int64_t steps_max = 1'000'000;  // Extensions tried before the search falls back to a beam, >= 1.
  int64_t cycles_max = 30'000;    // Cycles kept, >= 1: half the best of each core in turn, half of each cluster.
  // Most that the q of a cycle's edges sum up to, > 0. A cycle is false when one of its edges is: the sum bounds that.
  double q_max = std::numeric_limits<double>::infinity();
  std::set<model::Part> parts = {};  // Which loops are whose work, for the clusters.
};

// Finds every cycle whose conditions are jointly satisfiable, ranked, and its clusters.
//
// Findings::edges is `edges` sorted; indices refer to it. Same set of edges, same findings, whatever their order.
// Cycle::edges starts at the smallest fault by (kind, site, value).
// Ranking: not damped; exactly one delay first, then none, two, three; then fewer injected faults; fewer edges; lower
// mean sim_score; lower sum of q. No cycle is an empty list, not an error. `complete` is false when a limit was
// reached: more cycles may exist. Errors: kInvalidArgument  an option is out of range (the message names it);
//         kCorrupt          an edge names a site that is not in `catalogue`.
model::Result<model::Findings> FindCycles(const model::Catalogue& catalogue, std::vector<model::Edge> edges,
                                          solver::Compatibility& compatible, const CycleOptions& options);

// Edges whose cause is a fault that was injected as a delay.
int CountInjectedDelays(const std::vector<model::Edge>& edges, const model::Cycle& cycle);

}  // namespace csnake::stitcher
