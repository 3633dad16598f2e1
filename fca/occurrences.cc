#include "fca/occurrences.h"

#include <algorithm>

namespace csnake::fca {
namespace {

int RunsAboveZero(const std::vector<double>& amounts) {
  return static_cast<int>(std::ranges::count_if(amounts, [](double amount) { return amount > 0; }));
}

int RunsShown(const Trial& trial) { return static_cast<int>(std::ranges::count(trial.shown, true)); }

const GrowthLimits& LimitsFor(const Trial& trial, const TrialLimits& limits) {
  return model::IsError(trial.unit.effect.kind) ? limits.errors : limits.loops;
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
  if (!model::IsError(unit.effect.kind) || !run.one_process || sample->last_ns == 0) return true;
  return sample->last_ns >= run.injection.first_ns;
}

bool DiedOut(const RunSummary& run, const Unit& unit) {
  constexpr int64_t kTimesAsLong = 3;
  const Sample* sample = run.Find(unit);
  if (!sample || sample->count == 0 || !run.one_process || sample->last_ns == 0) return false;
  return run.end_ns - sample->last_ns >= kTimesAsLong * std::max<int64_t>(0, sample->last_ns - run.injection.first_ns);
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
