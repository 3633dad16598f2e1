// runner/plan.h — which experiments are possible, in which order.
//
//   catalogue, profiles => reachable faults => (fault, workload) pairs => round-robin order => allocation.h
//
// Pure and deterministic: same inputs, same plan, whatever runs it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "config/config.h"
#include "model/run.h"
#include "model/site.h"
#include "runner/profile.h"

namespace csnake::runner {

struct PlanOptions {
  uint64_t seed = 1;
  int64_t delay_max_total_ns = 5'000'000'000;
  std::vector<config::Exclusion> exclusions = {};
};

struct ExperimentPlan {
  std::vector<model::Experiment> experiments;
  size_t faults = 0;  // Reached by at least one workload, not excluded.
};

// Round 1 has every fault once, in the reaching workload that covers most sites; round 2 every fault in its narrowest, round 3 in
// its second widest workload, and so on: wide ones show many effects, narrow ones have conditions of their own. Ties, and the
// order within a round, come from a hash of the seed and the ids.
// `profiles` holds the workloads that take part.
ExperimentPlan MakePlan(const model::Catalogue& catalogue, std::span<const WorkloadProfile> profiles,
                        const PlanOptions& options);

// The faults that `profile` can be given: one per hooked site that it reaches.
//
// kNegation and kDetector: the outcome that the profile shows less often is forced; a site whose outcome was never
// seen is left out. kDelay: the loop must iterate. Others: being reached is enough.
std::vector<model::Fault> FaultsOf(const model::Catalogue& catalogue, const WorkloadProfile& profile);

}  // namespace csnake::runner
