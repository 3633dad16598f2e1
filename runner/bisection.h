// runner/bisection.h — how short may a delay be that still has the effect on which a finding rests? (method 4)
//
//   hops of findings => NextDoses() => weaker experiments => run, analysed => tried => NextDoses() => ...
//
// A hop's doses are the one of its edge, halved k times in both parts, so that as many iterations are slowed: down to a millisecond
// for each, and to what one takes by itself, as nothing shorter is a delay. Bisection over k: what a delay does a longer one does too.
// Pure; each round tries one dose of every hop, so there are about log2 of log2(longest / shortest) rounds.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "model/run.h"

namespace csnake::runner {

// A delay and the effect for which a finding needs it. `iteration_ns`: of the loop, without a fault; 0: not known.
struct DelayedHop {
  model::Experiment experiment;
  model::Fault effect;
  int64_t iteration_ns = 0;
};

constexpr int64_t kShortestDelayNs = 1'000'000;

// Of what was tried, its effects.
using Tried = std::map<model::Experiment, std::set<model::Fault>>;

// The experiments to try next, in the order of the hops, each once; empty when the shortest dose of each hop is known.
std::vector<model::Experiment> NextDoses(std::span<const DelayedHop> hops, const Tried& tried);

}  // namespace csnake::runner
