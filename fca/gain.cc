#include "fca/gain.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fca/statistics.h"

namespace csnake::fca {

Increase IncreaseOf(std::span<const double> plain, std::span<const double> injected) {
  if (plain.empty() || injected.empty()) return {};
  const auto [plain_least, plain_most] = std::ranges::minmax(plain);
  const auto [least, most] = std::ranges::minmax(injected);
  return {std::max(0.0, least - plain_most), std::max(0.0, Mean(injected) - Mean(plain)),
          std::max(0.0, most - plain_least)};
}

void LoopTimes::Add(const model::Run& run) {
  auto& times = run.fault ? injected_ : plain_;
  for (const auto& [key, seen] : run.observations) {
    if (seen.count == 0 || (run.fault && run.fault->site == key.site)) continue;
    Time& time = times[key.site];
    if (seen.timed > 0) {
      time.timed += static_cast<double>(seen.timed);
      time.timed_ns += static_cast<double>(seen.timed_ns);
      const auto least_ns = static_cast<double>(seen.least_ns);
      time.least_ns = time.least_ns == 0 ? least_ns : std::min(time.least_ns, least_ns);
    }
    time.distances += static_cast<double>(seen.count - 1);
    time.active_ns += static_cast<double>(seen.last_ns - seen.first_ns);
  }
}

Increase LoopTimes::SecondsOf(model::SiteId loop) const {
  constexpr double kNs = 1e-9;
  for (const auto* times : {&plain_, &injected_}) {
    const auto found = times->find(loop);
    if (found == times->end() || found->second.timed == 0) continue;
    const double mean_s = found->second.timed_ns / found->second.timed * kNs;
    return {found->second.least_ns * kNs, mean_s, mean_s};
  }
  for (const auto* times : {&plain_, &injected_}) {
    const auto found = times->find(loop);
    if (found == times->end() || found->second.distances == 0) continue;
    const double apart_s = found->second.active_ns / found->second.distances * kNs;
    return {0, apart_s, apart_s};
  }
  return {0, 0, std::numeric_limits<double>::infinity()};
}

model::Gain GainOf(const Increase& effect, double cause_amount) {
  if (cause_amount <= 0) return {};
  return {effect.low / cause_amount, effect.mid / cause_amount, effect.high / cause_amount};
}

model::Gain GainOf(const Increase& iterations, const Increase& seconds_each, double cause_amount) {
  const double high = iterations.high > 0 ? iterations.high * seconds_each.high : 0;  // Not 0 times infinity.
  return GainOf({iterations.low * seconds_each.low, iterations.mid * seconds_each.mid, high}, cause_amount);
}

}  // namespace csnake::fca
