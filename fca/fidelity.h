// fca/fidelity.h — does an injection do what the fault does when it comes by itself?
//
// An inverted answer says that a replica is there while it is not; a library call that was not made says that a socket could not be
// closed while it was not touched. What follows from such a lie need not follow from the truth. A campaign can tell: in
// experiments with other faults the same fault comes by itself, in the same test, as an effect. Where its injection causes b in a
// test, b should be there too when another fault causes it in that test.
//
// Counted over all tests: pairs of an effect that its injection has in a test, and an experiment with another fault (not the effect)
// in that test which shows it in most of its runs, model::kTellingRuns at least: a single run shows few of its effects beyond doubt.
// An injection is unlike its fault when
//   - it only states something (negation, detector, library_error), at least 3 pairs are known, and fewer than half of them have
//     the effect;
//   - or it runs the branch of the error (throw, error_return): 10 pairs, with 5 experiments, and fewer than a tenth.
// A fault is judged, not its pairs with each effect: what is known of one pair is too little, and what one injection does for
// another reason than the fault it does everywhere (docs/design/0024 has the figures).
//
// Price: the conditions of the test may have to hold for long, and the other fault may have ended them.
#pragma once

#include <vector>

#include "model/cycle.h"

namespace csnake::fca {

// `edges`, and those that are in doubt (EdgeReport::open): their effects count as there. By fault. Not delays: a slower loop
// is a slower loop. Cost: edges of errors x experiments of their workload that show the cause.
std::vector<model::Unlike> FindUnlike(const std::vector<model::Edge>& edges, const std::vector<model::Edge>& open);

}  // namespace csnake::fca
