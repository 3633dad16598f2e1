// runner/profile.h — what the profile runs of a workload say about it. Pure: reads the store, runs nothing.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>

#include "model/run.h"
#include "runner/execute.h"
#include "runner/screen.h"
#include "store/campaign.h"

namespace csnake::runner {

struct SiteProfile {
  std::array<uint64_t, 2> counts{};  // By observed value, summed over the runs.
  double iterations = 0;             // Loops: per run.
  double entries = 0;
  int64_t iteration_ns = 0;  // Mean of those whose length was measured; 0: none was.
};

struct WorkloadProfile {
  std::string workload;
  int runs = 0;
  int failed = 0;     // Of those: did not pass.
  int timed_out = 0;  // Of the failed ones.
  int64_t body_ns = 0;      // Median.
  int64_t duration_ns = 0;  // Median of start and body.
  Body body = Body::kHook;  // kProcess: no body hook ran in any run.
  Extent extent = {};
  std::map<model::SiteId, SiteProfile> sites = {};  // Reached in at least one run, occurred or not.
};

// `catalogue` is that of the campaign. Errors: those of the reader.
model::Result<WorkloadProfile> SummariseProfile(const store::Campaign& campaign, const model::Catalogue& catalogue,
                                                const std::string& workload);

// Why the workload takes no part: red, flaky, too slow or without sites; empty when it does.
std::string ReasonToExclude(const WorkloadProfile& profile, const model::Catalogue& catalogue);

// Hooked fault sites among those reached: how widely the workload covers.
size_t CoverageOf(const WorkloadProfile& profile, const model::Catalogue& catalogue);

}  // namespace csnake::runner
