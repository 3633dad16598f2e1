// stitcher/verdict.h — can a cycle feed itself, as far as its edges tell?
//
// An error has a threshold: below some load nothing times out, above it everything does. So what comes back at the load
// of a test says nothing about another load, and a cycle in which delays and errors alternate is plausible whatever its
// gain. Where nothing switches, the answer grows in proportion and a measured gain holds at any load:
//   - a delay that merely makes another loop iterate more (S+(D)): someone polls, or comes again because time passes;
//   - an error that makes errors only (E(I)), in a cycle without any delay: no load takes part.
// When these hops together return less than they get, the cycle dies out: it is damped (docs/design/0009).
#pragma once

#include <vector>

#include "model/cycle.h"

namespace csnake::stitcher {

// `cycle` is indices into `edges`. Judged by the upper bounds of the gains.
model::Verdict VerdictOf(const std::vector<model::Edge>& edges, const std::vector<size_t>& cycle);

}  // namespace csnake::stitcher
