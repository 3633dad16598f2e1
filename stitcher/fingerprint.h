// stitcher/fingerprint.h — what makes two findings the same finding.
//
// Algorithm, version 1:
//   1. Take the faults of the cycle in order, each as (kind, site id, value), all numbers; structural hops included.
//   2. Rotate so that the smallest comes first. A fault occurs once in a cycle, so this is unique.
//   3. FNV-1a, 64 bits, over the text "csnake-cycle-1", then per fault over kind, site id and value, each as eight
//   bytes,
//      lowest first (model::HashMix).
//   4. Sixteen lower-case hexadecimal digits.
// No path, line, workload, count or dose takes part, so a finding keeps its fingerprint while code around it moves.
// A change of the algorithm changes the text in step 3 and is announced: baselines name fingerprints.
#pragma once

#include <span>
#include <string>
#include <tuple>

#include "model/run.h"

namespace csnake::stitcher {

// The order of faults in fingerprints, cycles and rankings.
inline auto FaultKey(const model::Fault& fault) { return std::tuple(fault.kind, fault.site, fault.value); }

// `faults` in the order of the cycle, from anywhere.
std::string Fingerprint(std::span<const model::Fault> faults);

}  // namespace csnake::stitcher
