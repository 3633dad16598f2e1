// store/spool_merge.h — adding up what several threads and processes saw. Private to store/.
#pragma once

#include <vector>

#include "model/run.h"

namespace csnake::store {

// Adds `from`, whose windows begin `offset_ns` (>= 0) after those of `into`. The width of `into` grows by doubling
// until both fit; no count is lost (they stop at 2^32 - 1).
void MergeTimeline(model::Timeline& into, const model::Timeline& from, int64_t offset_ns);

// Adds `count` to the window that holds `at_ns`.
void AddToTimeline(model::Timeline& timeline, int64_t at_ns, uint64_t count);

// Sorted union of at most kStatesMax; returns how many did not fit.
uint64_t MergeStates(std::vector<model::LocalState>& into, std::vector<model::LocalState> from);

// `from` has times already on the clock of `into`; its timeline begins at `offset_ns`.
void MergeObservation(model::Observation& into, model::Observation from, int64_t offset_ns);

}  // namespace csnake::store
