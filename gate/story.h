// gate/story.h — findings in words.
#pragma once

#include <string>
#include <string_view>

#include "model/cycle.h"
#include "model/site.h"

namespace csnake::gate {

// "delay in kv::Log::Apply (src/apply.cc:120)". A negation tells its outcome.
std::string Describe(const model::Catalogue& catalogue, const model::Fault& fault);

// One line: fault -> fault -> ... -> back to the first, functions only.
std::string OneLine(const model::Catalogue& catalogue, const model::Findings& findings, const model::Cycle& cycle);

// A sentence per hop.
std::string Story(const model::Catalogue& catalogue, const model::Findings& findings, const model::Cycle& cycle);

// The whole finding for a terminal. With a source root, `context` lines of source around each fault (0: none).
std::string Show(const model::Catalogue& catalogue, const model::Findings& findings, const model::Cycle& cycle,
                 std::string_view source_root, int context);

// Of the doses that have the effect of this edge in its test, the one with the shortest delay; that of the edge for an error. The edges
// must be in the order of stitcher::FindCycles.
model::Dose ShortestDose(const model::Findings& findings, size_t edge);

// The faults in order: faults[i] is the cause of the cycle's i-th edge.
std::vector<model::Fault> FaultsOf(const model::Findings& findings, const model::Cycle& cycle);

}  // namespace csnake::gate
