// fca/priors.h — first pass: what the whole campaign says about noise, flakiness and usual outcomes.
//
//   store::Reader => MeasureCampaign() => Campaign => workload_pass.h
//
// Reads every run once and keeps one workload per core at a time.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fca/growth.h"
#include "fca/summary.h"
#include "store/reader.h"

namespace csnake::fca {

struct Campaign {
  OutcomeCounts outcomes;                                // Over all profile runs.
  std::map<std::string, std::map<Unit, bool>> by_clock;  // By workload: loops of which IsClockDriven() can tell.
  BetaPrior errors_present;  // Probability that a run shows a unit at all: errors are flakier than loops.
  BetaPrior loops_present;
  GrowthPrior growth;  // Of whatever most profile runs show, loops and errors.

  std::optional<bool> ByClock(const std::string& workload, const Unit& unit) const;
  const BetaPrior& Presence(model::Kind kind) const { return model::IsError(kind) ? errors_present : loops_present; }
};

// An injection run takes part if the injection fired; how it ended does not matter as long as it started.
bool TakesPart(const model::Run& run);

// How many runs show the unit.
int RunsWith(std::span<const RunSummary> runs, const Unit& unit);

// Population of the fits: every (workload, effect, context) that any run reached. Those that only injection runs showed
// were seen in none of the profile runs; those reached without an occurrence count as well.
model::Result<Campaign> MeasureCampaign(const store::Reader& reader, const model::Catalogue& catalogue,
                                        std::span<const store::Workload> workloads, double unusual_share);

}  // namespace csnake::fca
