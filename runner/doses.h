// runner/doses.h — how strongly a fault is injected. The rules to tune are here and nowhere else.
#pragma once

#include <vector>

#include "model/run.h"
#include "model/site.h"
#include "runner/profile.h"

namespace csnake::runner {

// Errors: once, at the first hit; in a loop over elements also once at the second, since what comes after one success
// differs from what comes after none (half a group of replicas has it, a batch is half sent).
// Delays, with B the median length of the body: per iteration B/4, from 20 to 300 ms, so that a test of any length
// notices; in all 2 B, at least 300 ms, since time-outs do not get shorter with the test, and four iterations' worth; at
// most `max_total_ns`, so that no run lasts for ever.
std::vector<model::Dose> DosesFor(const model::Site& site, const WorkloadProfile& profile, int64_t max_total_ns);

}  // namespace csnake::runner
