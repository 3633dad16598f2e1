// stitcher/verdict.h — can a cycle feed itself, as far as its edges tell?
//
// An error has a threshold: below some load nothing times out, above it everything does. So what comes back at the load
// of a test says nothing about another load, and a cycle in which delays and errors alternate is plausible whatever its
// gain. Where nothing switches it is damped (docs/design/0009, 0013):
//   - a delay that merely makes another loop iterate more (S+(D)): someone polls, or comes again because time passes. The
//     answer grows in proportion, so a measured gain holds at any load; together these hops return less than they get;
//   - errors alone: no load takes part, and nothing is armed after an error was injected. So the run shows whether it goes on
//     by itself, and some edge of the cycle did not.
//
// And whatever it is made of, it is damped when its hops do not all happen in more than half of the tries (docs/design/0018).
#pragma once

#include <vector>

#include "model/cycle.h"

namespace csnake::stitcher {

// `cycle` is indices into `edges`.
model::Verdict VerdictOf(const std::vector<model::Edge>& edges, const std::vector<size_t>& cycle);

}  // namespace csnake::stitcher
