// fca/occurrences.h — one test: did this unit occur in this experiment more than the profile explains?
//
//   amounts of profile and injection runs, campaign priors => TestUnit() => p
//
// Presence decides what the profile never shows, growth (growth.h) what it always shows, and of what it shows sometimes
// the better of the two, at twice its p.
//
// Presence: the natural probability that a run shows the unit has a Beta prior, fitted over all units of the campaign.
// Most units are never or always there, so the prior is U-shaped and a unit that is absent from a few profile runs is
// believed to stay absent. p is the predictive probability of k1 or more of n1. With 200 quiet units "3 of 3
// against 0 of 5" has p = 1.2e-5, "2 of 3" has 1e-4, and "3 of 3 against 1 of 5" has 0.03.
// Runs of other experiments in the workload are controls too (growth.h, Others).
#pragma once

#include <vector>

#include "fca/priors.h"

namespace csnake::fca {

struct Trial {
  Unit unit;
  std::vector<double> plain;  // Amounts, one per run (growth.h).
  std::vector<double> injected;
  bool scaled = false;        // Injected amounts are counts of longer runs, at their pace.
  std::vector<bool> shown;  // Injection runs that showed an occurrence after the injection.
};

struct Verdict {
  double p = 1;
  bool growth = false;  // It was the amounts that decided, not the presence.
};

// An occurrence before the injection is not its effect. Hot loops do not read the clock each time, so loops are exempt.
bool ShowsAfterInjection(const RunSummary& run, const Unit& unit);
// Whether it kept occurring from the injection to the end of the run: in at least half of the windows of that time, which are
// at least four, and in the last quarter of them; and where the profile shows it too, more often in the second half.
bool GoesOn(const RunSummary& run, const Unit& unit, std::span<const RunSummary> profile);

struct TrialLimits {
  double share = 0.5;  // Least rise of the share of runs that show the unit.
  GrowthLimits loops;
  GrowthLimits errors;
};

// False: the effect is too small or goes down, whatever its p; TestUnit need not be asked.
bool IsWorthTesting(const Trial& trial, const TrialLimits& limits);

// p = 1 when IsWorthTesting is false.
Verdict TestUnit(const Trial& trial, const Others& others, const Campaign& campaign, const TrialLimits& limits);

}  // namespace csnake::fca
