#include "fca/priors.h"

#include <algorithm>
#include <optional>
#include <set>

#include "fca/in_order.h"

namespace csnake::fca {
namespace {

struct Seen {
  std::vector<RunSummary> profile;
  std::set<Unit> units;
  OutcomeCounts outcomes;
};

model::Result<Seen> ReadUnits(const store::Reader& reader, const model::Catalogue& catalogue, const std::string& name) {
  Seen seen;
  std::optional<model::Error> error;
  const auto read = reader.ForEachRun(name, [&](const model::Run& run) {
    if (error || !TakesPart(run)) return;
    auto summary = Summarize(run, catalogue);
    if (!summary) {
      error = summary.error();
      return;
    }
    for (const auto& [unit, sample] : summary->samples) seen.units.insert(unit);
    if (run.fault) return;
    CountOutcomes(*summary, seen.outcomes);
    for (auto& [unit, sample] : summary->samples) sample.states = {};
    seen.profile.push_back(std::move(*summary));
  });
  if (!read) return std::unexpected(read.error());
  if (error) return std::unexpected(*error);
  return seen;
}

// A context that evaluated a condition reached both of its outcomes.
void AddOtherOutcomes(std::set<Unit>& units) {
  std::set<Unit> others;
  for (Unit unit : units) {
    if (!model::HasOutcomes(unit.effect.kind)) continue;
    unit.effect.value = unit.effect.value == 0 ? 1 : 0;
    others.insert(unit);
  }
  units.merge(others);
}

struct Fits {
  BetaFit errors;
  BetaFit loops;
  GrowthFit growth;

  void Add(const Unit& unit, const model::Catalogue& catalogue, std::span<const RunSummary> profile) {
    const int with = RunsWith(profile, unit);
    const int runs = static_cast<int>(profile.size());
    (model::IsError(unit.effect.kind) ? errors : loops).Add(with, runs);
    if (2 * with <= runs) return;
    growth.Add(Amounts(PaceOf(*catalogue.Find(unit.effect.site), unit, profile), unit, profile));
  }
};

}  // namespace

bool TakesPart(const model::Run& run) {
  if (run.ending == model::Ending::kNotStarted) return false;
  return !run.fault || run.injection.fired > 0;
}

int RunsWith(std::span<const RunSummary> runs, const Unit& unit) {
  return static_cast<int>(std::ranges::count_if(runs, [&unit](const RunSummary& run) {
    const Sample* sample = run.Find(unit);
    return sample && sample->count > 0;
  }));
}

model::Result<Campaign> MeasureCampaign(const store::Reader& reader, const model::Catalogue& catalogue,
                                        std::span<const store::Workload> workloads, double unusual_share) {
  Campaign campaign;
  Fits fits;
  const OutcomeCounts nothing;
  std::optional<model::Error> error;
  const auto read = [&](size_t index) -> model::Result<Seen> {
    if (!workloads[index].excluded.empty()) return Seen{};
    return ReadUnits(reader, catalogue, workloads[index].name);
  };
  InOrder(workloads.size(), read, [&](model::Result<Seen> seen) {
    if (!seen && !error) error = seen.error();
    if (!seen) return;
    for (const auto& [site, counts] : seen->outcomes)
      for (size_t value = 0; value < counts.size(); ++value) campaign.outcomes[site][value] += counts[value];
    if (seen->profile.empty()) return;
    AddOtherOutcomes(seen->units);
    const UnusualOutcomes unusual(seen->outcomes, nothing, unusual_share);
    for (const Unit& unit : seen->units)
      if (unusual.IsOccurrence(unit.effect)) fits.Add(unit, catalogue, seen->profile);
  });
  if (error) return std::unexpected(*error);
  campaign.errors_present = fits.errors.Fit();
  campaign.loops_present = fits.loops.Fit();
  campaign.growth = fits.growth.Fit();
  return campaign;
}

}  // namespace csnake::fca
