// fca/prospects.h — which further experiments and runs could bring a cycle, by the edges so far.
//
// Both look at faults alone, not at whether edges are compatible: what they leave out can bring nothing, what they name may not.
#pragma once

#include <set>
#include <vector>

#include "model/cycle.h"

namespace csnake::fca {

// Faults that may lie on a cycle, by these edges: each is the effect of one for which the same holds. What is on no cycle and
// behind none is left out. A cause that no edge has shown yet as an effect may still be on one that further edges close.
std::set<model::Fault> FaultsBehindCycles(const std::vector<model::Edge>& edges);

// Between two faults of a cycle there must be an edge that is beyond doubt: one with q < `q_sure`, or a structural one. Of each pair
// of faults without such an edge, but with others, the one with the lowest q, if a cycle of edges goes through it. First those on a
// cycle with the fewest such pairs, then by q.
// Cost: pairs in doubt x pairs.
std::vector<model::Edge> InDoubt(const std::vector<model::Edge>& edges, double q_sure);

}  // namespace csnake::fca
