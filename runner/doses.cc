#include "runner/doses.h"

#include <algorithm>

namespace csnake::runner {
namespace {

constexpr int64_t kDelayMinNs = 20'000'000;
constexpr int64_t kDelayMaxNs = 300'000'000;
constexpr int64_t kTotalMinNs = 300'000'000;
constexpr int64_t kIterationsMin = 4;

}  // namespace

std::vector<model::Dose> DosesFor(const model::Site& site, const WorkloadProfile& profile, int64_t max_total_ns) {
  if (site.kind != model::Kind::kDelay) {
    std::vector<model::Dose> doses = {{.first_hit = 1, .hits = 1}};
    if (site.in_loop) doses.push_back({.first_hit = 2, .hits = 1});
    return doses;
  }
  const int64_t delay_ns = std::min(max_total_ns, std::clamp(profile.body_ns / 4, kDelayMinNs, kDelayMaxNs));
  const int64_t total_ns =
      std::min(max_total_ns, std::max({2 * profile.body_ns, kTotalMinNs, kIterationsMin * delay_ns}));
  return {model::Dose{.delay_ns = delay_ns, .total_ns = total_ns}};
}

}  // namespace csnake::runner
