// fca/between.h — what had to happen between a cause and its effect?
//
// An edge a -> b says nothing of the way: reads time out, that raises a doubt, and the doubt is the effect. But what had to happen on
// the way holds conditions too (readers wait for the auditor only under exactly-once), and one execution has to meet them all.
// Without them a cycle that a contradiction several hops apart forbids comes back by a shorter way over the same ground.
//
// An error m lies between a and b of an experiment when
//   - every run showed it, and no run without the fault did;
//   - injecting it causes b, in some test;
//   - it came first: its first occurrence is no later than b's, where b is an error that no run without the fault showed;
//   - nothing in this test had b without m, or m itself injected.
// So an error that comes of the same cause by the side is left out as soon as another experiment shows b without it.
#pragma once

#include <vector>

#include "model/cycle.h"

namespace csnake::fca {

// Fills Edge::between of the measured `edges` with the states in which each such error occurred. `open`: edges in doubt; their effects
// count as there. Cost: edges x errors of their experiments.
void FindBetween(std::vector<model::Edge>& edges, const std::vector<model::Edge>& open);

}  // namespace csnake::fca
