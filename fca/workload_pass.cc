#include "fca/workload_pass.h"

#include <algorithm>
#include <utility>

namespace csnake::fca {
namespace {

// States of the injection runs that are evidence of the effect.
StateSet ExtraStates(const Unit& unit, std::span<const RunSummary> profile, std::span<const RunSummary> injected) {
  StateSet all;
  StateSet known;
  for (const RunSummary& run : injected)
    if (const Sample* sample = run.Find(unit); sample && sample->count > 0) all.Merge(sample->states);
  for (const RunSummary& run : profile)
    if (const Sample* sample = run.Find(unit)) known.Merge(sample->states);
  StateSet extra{{}, all.complete};
  std::ranges::set_difference(all.states, known.states, std::inserter(extra.states, extra.states.end()));
  return extra.states.empty() ? all : extra;
}

std::vector<bool> Above(const std::vector<double>& amounts, double limit) {
  std::vector<bool> above;
  above.reserve(amounts.size());
  for (const double amount : amounts) above.push_back(amount > limit);
  return above;
}

// Which runs showed it. For growth: injection runs above every profile run, profile runs that reach the least of them.
void FillRuns(const Trial& trial, bool growth, Finding& finding) {
  finding.injected_mean = Mean(trial.injected);
  finding.plain_mean = Mean(trial.plain);
  finding.increase = IncreaseOf(trial.plain, trial.injected);
  if (growth) {
    finding.injected_with = Above(trial.injected, std::ranges::max(trial.plain));
    finding.plain_with = Above(trial.plain, std::ranges::min(trial.injected));
  } else {
    finding.injected_with = trial.shown;
    finding.plain_with = Above(trial.plain, 0);
  }
}

TrialLimits LimitsOf(const Options& options) {
  return {options.least_share,
          {options.least_growth, options.least_iterations},
          {options.least_growth, options.least_occurrences}};
}

// When the unit was first seen, since the process began: the median of the runs that show it, 0 if none does.
int64_t MedianFirst(std::span<const RunSummary> runs, const Unit& unit) {
  std::vector<double> firsts;
  for (const RunSummary& run : runs)
    if (const Sample* sample = run.Find(unit); sample && sample->count > 0) firsts.push_back(static_cast<double>(sample->first_ns));
  return static_cast<int64_t>(Median(firsts));
}

}  // namespace

WorkloadPass::WorkloadPass(const model::Catalogue& catalogue, const Campaign& campaign, const Options& options)
    : catalogue_(catalogue), campaign_(campaign), options_(options), limits_(LimitsOf(options)) {}

void WorkloadPass::Add(const model::Run& run) {
  if (error_ || !TakesPart(run)) return;
  auto summary = Summarize(run, catalogue_);
  if (!summary) {
    error_ = summary.error();
    return;
  }
  AddUnstableTerms(run, catalogue_, unstable_terms_);
  result_.nesting.Add(run, catalogue_);
  result_.times.Add(run);
  if (run.fault) {
    AddInjection(run, std::move(*summary));
  } else if (result_.experiments.empty()) {
    CountOutcomes(*summary, outcomes_);
    result_.shapes.profile.Add(run);
    profile_.push_back(std::move(*summary));
  } else {
    error_ = {model::Code::kCorrupt, "analysing " + run.workload + ": a profile run was read after an injection run"};
  }
}

void WorkloadPass::AddInjection(const model::Run& run, RunSummary summary) {
  const model::Experiment experiment = model::ExperimentOf(run);
  if (result_.experiments.empty() || result_.experiments.back().experiment != experiment) {
    CloseExperiment();
    if (!result_.experiments.empty() && experiment < result_.experiments.back().experiment) {
      error_ = {model::Code::kCorrupt, "analysing " + run.workload + ": experiments were not read in order"};
      return;
    }
    result_.experiments.push_back({experiment, 0, {}, 0});
  }
  result_.shapes.experiments[experiment].Add(run);
  TestedExperiment& open = result_.experiments.back();
  ++open.runs;
  const bool error = model::IsError(run.fault->kind);
  open.injected +=
      error ? static_cast<double>(run.injection.fired) : static_cast<double>(run.injection.slept_ns) * 1e-9;
  for (const auto& [callers, states] : InjectionContexts(summary.injection)) open.cause_states[callers].Merge(states);
  group_.push_back(std::move(summary));
}

void WorkloadPass::CloseExperiment() {
  if (group_.empty()) return;
  injected_runs_ += static_cast<int>(group_.size());
  std::set<Unit> units;
  for (const RunSummary& run : group_)
    for (const auto& [unit, sample] : run.samples)
      if (sample.count > 0) units.insert(unit);
  if (!profile_.empty())
    for (const Unit& unit : units)
      if (IsOccurrence(unit)) TryUnit(unit, profile_);
  group_.clear();
}

void WorkloadPass::TryUnit(const Unit& unit, std::span<const RunSummary> profile) {
  const Pace& pace = PaceFor(unit);
  Trial trial{unit, Amounts(pace, unit, profile), Amounts(pace, unit, group_), false, {}};
  units_.insert(unit);
  const double most = std::ranges::max(trial.plain);
  const auto above = static_cast<size_t>(std::ranges::count_if(trial.injected, [most](double amount) { return amount > most; }));
  if (above > 0) exceeding_[unit].push_back({result_.experiments.size() - 1, above, trial.injected});
  if (IsSameStatement(unit.effect)) return;
  trial.scaled = IsScaled(pace, unit, group_);
  for (const RunSummary& run : group_) trial.shown.push_back(ShowsAfterInjection(run, unit));
  if (!IsWorthTesting(trial, limits_)) return;
  Finding finding;
  finding.experiment = result_.experiments.size() - 1;
  finding.unit = unit;
  finding.states = ExtraStates(unit, profile, group_);
  finding.first_ns = MedianFirst(group_, unit);
  const auto goes_on = std::ranges::count_if(group_, [&](const RunSummary& run) { return GoesOn(run, unit, profile); });
  finding.goes_on = 2 * static_cast<size_t>(goes_on) > group_.size();
  pending_.push_back({std::move(trial), std::move(finding)});
}

bool WorkloadPass::IsOccurrence(const Unit& unit) const {
  return UnusualOutcomes(outcomes_, campaign_.outcomes, options_.unusual_share).IsOccurrence(unit.effect);
}

// Two hooks on one expression: forcing one is making the other happen, not causing it.
bool WorkloadPass::IsSameStatement(const model::Fault& effect) const {
  const model::Fault& cause = result_.experiments.back().experiment.fault;
  const model::Site* one = catalogue_.Find(cause.site);
  const model::Site* other = catalogue_.Find(effect.site);
  if (!one || !other || one == other || one->line == 0) return false;
  return one->function == other->function && one->file == other->file && one->line == other->line &&
         one->column == other->column;
}

const Pace& WorkloadPass::PaceFor(const Unit& unit) {
  const auto found = paces_.find(unit);
  if (found != paces_.end()) return found->second;
  const auto by_clock = result_.experiments.empty()
                            ? std::nullopt
                            : campaign_.ByClock(result_.experiments.back().experiment.workload, unit);
  return paces_.emplace(unit, PaceOf(*catalogue_.Find(unit.effect.site), unit, profile_, by_clock)).first->second;
}

Others WorkloadPass::OthersFor(const Pending& pending) const {
  constexpr size_t kManyExperiments = 8;
  const size_t own = pending.finding.experiment;
  Others others{.settled = injected_runs_ - result_.experiments[own].runs, .mixed = {}};
  const auto found = exceeding_.find(pending.trial.unit);
  if (found == exceeding_.end()) return others;
  const auto always = static_cast<size_t>(
      std::ranges::count_if(found->second, [](const Exceeding& one) { return one.above == one.amounts.size(); }));
  const bool profile_is_low = always >= kManyExperiments && 5 * always > 3 * result_.experiments.size();
  for (const Exceeding& one : found->second) {
    if (one.experiment == own) continue;
    others.settled -= static_cast<int>(one.amounts.size());
    if (2 * one.above <= one.amounts.size() || profile_is_low) others.mixed.push_back(one.amounts);
  }
  return others;
}

size_t WorkloadPass::CountUnits() const {
  std::set<Unit> units = units_;
  for (const RunSummary& run : profile_)
    for (const auto& [unit, sample] : run.samples)
      if (sample.count > 0 && IsOccurrence(unit)) units.insert(unit);
  return units.size();
}

model::Result<WorkloadTests> WorkloadPass::Finish() {
  if (!error_) CloseExperiment();
  if (error_) return std::unexpected(*error_);
  result_.plain_runs = static_cast<int>(profile_.size());
  if (!profile_.empty()) result_.tests = CountUnits() * result_.experiments.size();
  std::set<model::SiteId> grown;
  for (Pending& pending : pending_) {
    const model::Fault& effect = pending.trial.unit.effect;
    const Verdict verdict = TestUnit(pending.trial, OthersFor(pending), campaign_, limits_);
    if (verdict.p > options_.fdr) continue;
    pending.finding.p = verdict.p;
    FillRuns(pending.trial, verdict.growth, pending.finding);
    if (effect.kind == model::Kind::kDelay) grown.insert(effect.site);
    result_.findings.push_back(std::move(pending.finding));
  }
  result_.nested = result_.nesting.Pairs();
  result_.nesting.Prune(grown);
  result_.shapes.profile.Prune(grown);
  for (auto& [experiment, shape] : result_.shapes.experiments) shape.Prune(grown);
  return std::move(result_);
}

}  // namespace csnake::fca
