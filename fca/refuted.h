// fca/refuted.h — which loops do not hold another up, though nesting says so.
//
// A structural hop says: L grew, so P around it got slower (or L2, the next in P). What follows is what a delay of P
// has in some test t. Where L runs within P in t too, the experiments of t can tell: a delay of L holds up P there as
// well. If one that lasts as long as the shortest of P that has an effect in t did not have it, not even in doubt, then
// P is slow there otherwise than by L: another connection or thread runs it.
//
// Only experiments with model::kTellingRuns runs tell. Where L does not run within P in t nothing is known, and the hop
// stays.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/cycle.h"

namespace csnake::fca {

// Of experiments with delays and model::kTellingRuns runs: what the delays of a run lasted, mean, in seconds.
using Slept = std::map<model::Experiment, double>;

// Of each workload, which loops it runs within which: (loop, loop around it).
using Nested = std::map<std::string, std::set<std::pair<model::SiteId, model::SiteId>>>;

// Fills Edge::not_by of `edges`. Effects in `open`, which are in doubt, count as there.
// Cost: edges x loops that structural edges say hold the cause up.
void FindRefuted(std::vector<model::Edge>& edges, const std::vector<model::Edge>& open, const Slept& slept,
                 const Nested& nested);

}  // namespace csnake::fca
