#include "fca/priors.h"

#include <algorithm>
#include <optional>
#include <set>

#include "fca/in_order.h"

namespace csnake::fca {
namespace {

// The first run of an experiment.
struct Probe {
  struct Loop {
    double iterations = 0;
    double active_ns = 0;
  };
  model::SiteId injected;
  double length_ns = 0;
  std::map<Unit, Loop> loops;
};

struct Seen {
  std::string workload;
  std::vector<RunSummary> profile;
  std::vector<Probe> probes;
  std::set<Unit> units;
  OutcomeCounts outcomes;
  std::map<Unit, bool> drivers;
};

Probe ProbeOf(const model::Fault& fault, const RunSummary& run) {
  Probe probe{fault.site, run.length_ns(), {}};
  for (const auto& [unit, sample] : run.samples)
    if (unit.effect.kind == model::Kind::kDelay) probe.loops[unit] = {static_cast<double>(sample.count), sample.active_ns()};
  return probe;
}

// What the longer ones of the workload's probes tell of its loops.
std::map<Unit, bool> FindDrivers(const Seen& seen) {
  std::map<Unit, Probe::Loop> sums;
  double length_ns = 0;
  for (const RunSummary& run : seen.profile) {
    length_ns += run.length_ns();
    for (const auto& [unit, sample] : run.samples) {
      if (unit.effect.kind != model::Kind::kDelay) continue;
      sums[unit].iterations += static_cast<double>(sample.count);
      sums[unit].active_ns += sample.active_ns();
    }
  }
  const auto runs = static_cast<double>(seen.profile.size());
  std::map<Unit, bool> drivers;
  for (const auto& [unit, sum] : sums) {
    std::vector<Stretch> stretches;
    for (const Probe& probe : seen.probes) {
      if (probe.injected == unit.effect.site || probe.length_ns * runs < kStretched * length_ns) continue;
      const auto found = probe.loops.find(unit);
      const Probe::Loop loop = found == probe.loops.end() ? Probe::Loop{} : found->second;
      stretches.push_back({probe.length_ns * runs / length_ns, (loop.iterations + 0.5) / (sum.iterations / runs + 0.5),
                           loop.active_ns * runs >= kStretched * sum.active_ns});
    }
    if (const auto by_clock = IsClockDriven(stretches)) drivers[unit] = *by_clock;
  }
  return drivers;
}

model::Result<Seen> ReadUnits(const store::Reader& reader, const model::Catalogue& catalogue, const std::string& name) {
  Seen seen;
  seen.workload = name;
  std::optional<model::Error> error;
  const auto read = reader.ForEachRun(name, [&](const model::Run& run) {
    if (error || !TakesPart(run)) return;
    auto summary = Summarize(run, catalogue);
    if (!summary) {
      error = summary.error();
      return;
    }
    for (const auto& [unit, sample] : summary->samples) seen.units.insert(unit);
    if (run.fault && run.repeat == 0 && run.body_ns > 0) seen.probes.push_back(ProbeOf(*run.fault, *summary));
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

  void Add(const Unit& unit, const model::Catalogue& catalogue, std::span<const RunSummary> profile,
           std::optional<bool> by_clock) {
    const int with = RunsWith(profile, unit);
    const int runs = static_cast<int>(profile.size());
    (model::IsError(unit.effect.kind) ? errors : loops).Add(with, runs);
    if (2 * with <= runs) return;
    growth.Add(Amounts(PaceOf(*catalogue.Find(unit.effect.site), unit, profile, by_clock), unit, profile));
  }
};

}  // namespace

std::optional<bool> Campaign::ByClock(const std::string& workload, const Unit& unit) const {
  const auto known = by_clock.find(workload);
  if (known == by_clock.end()) return std::nullopt;
  const auto found = known->second.find(unit);
  return found == known->second.end() ? std::nullopt : std::optional(found->second);
}

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
    auto seen = ReadUnits(reader, catalogue, workloads[index].name);
    if (seen) seen->drivers = FindDrivers(*seen);
    return seen;
  };
  InOrder(workloads.size(), read, [&](model::Result<Seen> seen) {
    if (!seen && !error) error = seen.error();
    if (!seen) return;
    for (const auto& [site, counts] : seen->outcomes)
      for (size_t value = 0; value < counts.size(); ++value) campaign.outcomes[site][value] += counts[value];
    campaign.by_clock[seen->workload] = std::move(seen->drivers);
    if (seen->profile.empty()) return;
    AddOtherOutcomes(seen->units);
    const UnusualOutcomes unusual(seen->outcomes, nothing, unusual_share);
    for (const Unit& unit : seen->units)
      if (unusual.IsOccurrence(unit.effect))
        fits.Add(unit, catalogue, seen->profile, campaign.ByClock(seen->workload, unit));
  });
  if (error) return std::unexpected(*error);
  campaign.errors_present = fits.errors.Fit();
  campaign.loops_present = fits.loops.Fit();
  campaign.growth = fits.growth.Fit();
  return campaign;
}

}  // namespace csnake::fca
