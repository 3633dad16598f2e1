#include "fca/occurrences.h"

#include <algorithm>

namespace csnake::fca {
namespace {

int RunsAboveZero(const std::vector<double>& amounts) {
  return static_cast<int>(std::ranges::count_if(amounts, [](double amount) { return amount > 0; }));
}

int RunsShown(const Trial& trial) { return static_cast<int>(std::ranges::count(trial.shown, true)); }

GrowthLimits LimitsFor(const Trial& trial, const TrialLimits& limits) {
  GrowthLimits own = model::IsError(trial.unit.effect.kind) ? limits.errors : limits.loops;
  if (trial.scaled) {
    own.share = std::max(own.share, kLeastScaledGrowth);
    own.amount += kPhase;
  }
  return own;
}

// Occurrences from one time to another, as far as windows tell: those that begin there.
double CountIn(const Sample& sample, int64_t begin_ns, int64_t end_ns) {
  double count = 0;
  for (size_t i = 0; i < sample.timeline.counts.size(); ++i) {
    const int64_t at_ns = static_cast<int64_t>(i) * sample.timeline.window_ns;
    if (at_ns >= begin_ns && at_ns < end_ns) count += sample.timeline.counts[i];
  }
  return count;
}

bool PresenceRises(const Trial& trial, const TrialLimits& limits) {
  const int before = RunsAboveZero(trial.plain);
  const int after = RunsShown(trial);
  const int plain_runs = static_cast<int>(trial.plain.size());
  const int injected_runs = static_cast<int>(trial.injected.size());
  const double rise =
      static_cast<double>(after) / injected_runs - (plain_runs > 0 ? static_cast<double>(before) / plain_runs : 0);
  if (rise <= 0 || rise < limits.share) return false;
  return model::IsError(trial.unit.effect.kind) ||
         Mean(trial.injected) - Mean(trial.plain) >= LimitsFor(trial, limits).amount;
}

bool AmountRises(const Trial& trial, const TrialLimits& limits) {
  return RunsAboveZero(trial.plain) > 0 && IsLargeEnough(trial.plain, trial.injected, LimitsFor(trial, limits));
}

}  // namespace

bool ShowsAfterInjection(const RunSummary& run, const Unit& unit) {
  const Sample* sample = run.Find(unit);
  if (!sample || sample->count == 0) return false;
  if (!model::IsError(unit.effect.kind) || sample->last_ns == 0) return true;
  return sample->last_ns >= run.injection.first_ns;
}

bool GoesOn(const RunSummary& run, const Unit& unit, std::span<const RunSummary> profile) {
  constexpr int64_t kFewestWindows = 4;
  const Sample* sample = run.Find(unit);
  if (!sample || sample->count == 0 || sample->timeline.window_ns <= 0) return false;
  const int64_t window_ns = sample->timeline.window_ns;
  const int64_t begin = run.injection.first_ns / window_ns + 1;
  const int64_t end = std::min<int64_t>(run.end_ns / window_ns, model::Timeline::kWindows - 1);
  const int64_t middle = (begin + end) / 2;
  if (end - begin + 1 < kFewestWindows) return false;
  int64_t filled = 0, last_filled = 0;
  for (int64_t window = begin; window <= end; ++window)
    if (sample->timeline.counts[static_cast<size_t>(window)] > 0) ++filled, last_filled = window;
  if (2 * filled < end - begin + 1 || 4 * (end - last_filled) > end - begin) return false;
  const double late = CountIn(*sample, middle * window_ns, run.end_ns);
  return std::ranges::all_of(profile, [&](const RunSummary& plain) {
    const Sample* without = plain.Find(unit);
    return !without || CountIn(*without, middle * window_ns, run.end_ns) < late;
  });
}

bool IsWorthTesting(const Trial& trial, const TrialLimits& limits) {
  return PresenceRises(trial, limits) || AmountRises(trial, limits);
}

Verdict TestUnit(const Trial& trial, const Others& others, const Campaign& campaign, const TrialLimits& limits) {
  const int before = RunsAboveZero(trial.plain);
  const int plain_runs = static_cast<int>(trial.plain.size());
  double presence = 1;
  if (PresenceRises(trial, limits)) {
    const Controls controls = ControlsFor(before, plain_runs, others, 0);
    presence = PredictiveTail(campaign.Presence(trial.unit.effect.kind), controls.above, controls.runs, RunsShown(trial),
                              static_cast<int>(trial.injected.size()));
  }
  double growth = 1;
  if (AmountRises(trial, limits)) growth = GrowthP(trial.plain, trial.injected, others, campaign.growth);
  const double chances = before == 0 || before == plain_runs ? 1 : 2;
  return {std::min(1.0, chances * std::min(presence, growth)), growth < presence};
}

}  // namespace csnake::fca
