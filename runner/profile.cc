#include "runner/profile.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

namespace csnake::runner {
namespace {

int64_t Median(std::vector<int64_t> values) {
  if (values.empty()) return 0;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

// How much older than the last occurrence the last time known may be: of a hot loop the clock is read now and then only.
int64_t ClockLagNs(const model::Observation& seen) {
  constexpr int64_t kMost = 5'000'000;
  const auto& timed = seen.timeline.counts;
  return std::accumulate(timed.begin(), timed.end(), uint64_t{0}) >= seen.count ? 0 : kMost;
}

// Whether all of it happened before the test's body or after it, where no fault is armed.
bool IsOutsideBody(const model::Run& run, const model::Observation& seen, const model::Site* site) {
  const bool loop = site && site->kind == model::Kind::kDelay;
  if (!loop && seen.entries > 0) return false;  // Reached inside the body.
  if (run.start_ns == 0 || seen.first_ns == 0 || seen.count == 0) return false;
  const bool before = seen.last_ns + ClockLagNs(seen) < run.start_ns;
  const bool after = run.body_ns > 0 && seen.first_ns > run.start_ns + run.body_ns;
  return before || after;
}

std::string OutOf(int some, int all) { return std::to_string(some) + " of " + std::to_string(all) + " runs"; }

}  // namespace

model::Result<WorkloadProfile> SummariseProfile(const store::Campaign& campaign, const model::Catalogue& catalogue,
                                                const std::string& workload) {
  WorkloadProfile profile{.workload = workload};
  std::map<model::SiteId, uint64_t> timed;
  std::vector<int64_t> bodies;
  std::vector<int64_t> durations;
  bool hooked = false;
  const auto read = campaign.ForEachProfileRun(workload, [&](const model::Run& run) {
    if (run.repeat >= model::kFirstControl) return;
    ++profile.runs;
    profile.failed += run.ending == model::Ending::kPassed ? 0 : 1;
    profile.timed_out += run.ending == model::Ending::kTimedOut ? 1 : 0;
    bodies.push_back(run.body_ns);
    durations.push_back(run.start_ns + run.body_ns);
    hooked = hooked || run.start_ns > 0;
    profile.extent.Add(run);
    for (const auto& [key, seen] : run.observations) {
      if (IsOutsideBody(run, seen, catalogue.Find(key.site))) continue;
      SiteProfile& site = profile.sites[key.site];
      site.counts[key.value & 1] += seen.count;
      site.iterations += static_cast<double>(seen.count);
      site.entries += static_cast<double>(seen.entries);
      site.iteration_ns += seen.timed_ns;
      timed[key.site] += seen.timed;
    }
  });
  if (!read) return std::unexpected(read.error());
  for (auto& [id, site] : profile.sites) {
    site.iterations /= profile.runs;
    site.entries /= profile.runs;
    site.iteration_ns /= static_cast<int64_t>(std::max<uint64_t>(1, timed[id]));
  }
  profile.body_ns = Median(std::move(bodies));
  profile.duration_ns = Median(std::move(durations));
  profile.body = hooked || profile.runs == 0 ? Body::kHook : Body::kProcess;
  return profile;
}

size_t CoverageOf(const WorkloadProfile& profile, const model::Catalogue& catalogue) {
  return static_cast<size_t>(std::ranges::count_if(profile.sites, [&](const auto& entry) {
    const model::Site* site = catalogue.Find(entry.first);
    return site != nullptr && site->excluded.empty() && site->kind != model::Kind::kBranch;
  }));
}

std::string ReasonToExclude(const WorkloadProfile& profile, const model::Catalogue& catalogue) {
  if (profile.runs == 0) return "it was not run yet";
  if (profile.timed_out > 0)
    return "too slow: did not end within run.timeout.max in " + OutOf(profile.timed_out, profile.runs);
  if (profile.failed == profile.runs) return "red: fails without any fault in " + OutOf(profile.failed, profile.runs);
  if (profile.failed > 0) return "flaky: fails without any fault in " + OutOf(profile.failed, profile.runs);
  if (CoverageOf(profile, catalogue) == 0) return "reaches no instrumented site";
  return "";
}

}  // namespace csnake::runner
