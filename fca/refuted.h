// fca/refuted.h — which loops do not hold another up, though nesting says so.
//
// A structural hop says: L grew, so P around it got slower (or L2, the next in P). What follows is what a delay of P has in some test t.
// Where t reaches L too, its own experiments can tell: a delay of L in t holds up P as well. If one that lasts as long as the
// shortest of P that has an effect in t did not have it, not even in doubt, then P is slow there otherwise than by L: another
// connection or thread runs it, or L is not in its way.
//
// Only experiments with model::kTellingRuns runs tell. Where t does not reach L nothing is known, and the hop stays.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/cycle.h"

namespace csnake::fca {

// Of experiments with delays and model::kTellingRuns runs: what the delays of a run lasted, mean, in seconds.
using Slept = std::map<model::Experiment, double>;

// Fills Edge::not_by of `edges`. Effects in `open`, which are in doubt, count as there.
// Cost: edges x loops that structural edges say hold the cause up.
void FindRefuted(std::vector<model::Edge>& edges, const std::vector<model::Edge>& open, const Slept& slept);

}  // namespace csnake::fca
