#include "fca/summary.h"

#include <algorithm>
#include <utility>

namespace csnake::fca {
namespace {

// A process keeps at most this many states of its injection (runtime/); as many may mean that there were more.
constexpr size_t kInjectionStatesKept = 8;

void MergeTimeline(model::Timeline& into, const model::Timeline& from) {
  if (from.window_ns <= 0) return;
  if (into.window_ns <= 0) {
    into = from;
    return;
  }
  model::Timeline merged;
  merged.window_ns = std::max(into.window_ns, from.window_ns);
  for (const model::Timeline* part : {&std::as_const(into), &from}) {
    for (int i = 0; i < model::Timeline::kWindows; ++i) {
      const int64_t middle_ns = i * part->window_ns + part->window_ns / 2;
      const auto to = std::min<int64_t>(middle_ns / merged.window_ns, model::Timeline::kWindows - 1);
      merged.counts[static_cast<size_t>(to)] += part->counts[static_cast<size_t>(i)];
    }
  }
  into = merged;
}

void MergeObservation(Sample& into, const model::Observation& from) {
  if (from.count > 0) {
    into.first_ns = into.count > 0 ? std::min(into.first_ns, from.first_ns) : from.first_ns;
    into.last_ns = std::max(into.last_ns, from.last_ns);
  }
  into.count += from.count;
  into.entries += from.entries;
  MergeTimeline(into.timeline, from.timeline);
  into.states.states.insert(from.states.begin(), from.states.end());
  into.states.complete = into.states.complete && from.states_dropped == 0;
}

void AddStableTerms(const model::Formula& formula, std::set<std::string>& terms) {
  if (formula.op == model::Op::kTerm && formula.stable) terms.insert(formula.name);
  for (const model::Formula& argument : formula.arguments) AddStableTerms(argument, terms);
}

}  // namespace

void StateSet::Merge(const StateSet& other) {
  states.insert(other.states.begin(), other.states.end());
  complete = complete && other.complete;
}

std::vector<model::ContextStates> ToContextStates(const Contexts& contexts) {
  std::vector<model::ContextStates> result;
  result.reserve(contexts.size());
  for (const auto& [callers, set] : contexts)
    result.push_back({callers, std::vector(set.states.begin(), set.states.end()), set.complete});
  return result;
}

const Sample* RunSummary::Find(const Unit& unit) const {
  const auto found = samples.find(unit);
  return found == samples.end() ? nullptr : &found->second;
}

model::Result<RunSummary> Summarize(const model::Run& run, const model::Catalogue& catalogue) {
  RunSummary summary;
  summary.start_ns = run.start_ns;
  summary.injection = run.injection;
  summary.first_ns = run.start_ns;
  for (const auto& [key, observation] : run.observations) {
    const model::Site* site = catalogue.Find(key.site);
    if (!site)
      return model::Fail(model::Code::kCorrupt, "analysing a run of " + run.workload + ": site " +
                                                    model::ToHex(key.site.value) +
                                                    " is not in the catalogue; repeat the campaign with this binary");
    if (observation.count > 0) summary.first_ns = std::min(summary.first_ns, observation.first_ns);
    summary.last_ns = std::max(summary.last_ns, observation.last_ns);
    if (site->kind == model::Kind::kBranch || !site->excluded.empty()) continue;
    const Unit unit{{key.site, site->kind, model::HasOutcomes(site->kind) ? key.value : uint8_t{0}}, key.callers};
    MergeObservation(summary.samples[unit], observation);
  }
  summary.end_ns = run.body_ns > 0 ? run.start_ns + run.body_ns : summary.last_ns;
  summary.last_ns = std::max(summary.last_ns, summary.end_ns);
  return summary;
}

Contexts InjectionContexts(const model::Injection& injection) {
  Contexts contexts;
  const bool complete = injection.states.size() < kInjectionStatesKept;
  for (const model::LocalState& state : injection.states) {
    StateSet& set = contexts[{state.frames[1].function, state.frames[2].function}];
    set.states.insert(state);
    set.complete = set.complete && complete;
  }
  return contexts;
}

void CountOutcomes(const RunSummary& run, OutcomeCounts& counts) {
  for (const auto& [unit, sample] : run.samples)
    if (model::HasOutcomes(unit.effect.kind) && unit.effect.value <= 1)
      counts[unit.effect.site][unit.effect.value] += sample.count;
}

bool UnusualOutcomes::IsOccurrence(const model::Fault& effect) const {
  if (!model::HasOutcomes(effect.kind)) return true;
  if (effect.value > 1) return false;
  for (const OutcomeCounts* counts : {&workload_, &campaign_}) {
    const auto found = counts->find(effect.site);
    if (found == counts->end()) continue;
    const double all = static_cast<double>(found->second[0] + found->second[1]);
    if (all > 0) return static_cast<double>(found->second[effect.value]) <= unusual_share_ * all;
  }
  return false;
}

void AddUnstableTerms(const model::Run& run, const model::Catalogue& catalogue, std::set<std::string>& terms) {
  std::map<model::SiteId, std::array<bool, 2>> outcomes;
  for (const auto& [key, observation] : run.observations) {
    const model::Site* site = catalogue.Find(key.site);
    if (site && site->kind == model::Kind::kBranch && key.value <= 1 && observation.count + observation.entries > 0)
      outcomes[key.site][key.value] = true;
  }
  for (const auto& [id, seen] : outcomes) {
    if (!seen[0] || !seen[1]) continue;
    const model::Site* site = catalogue.Find(id);
    const model::Function* function = catalogue.Find(site->function);
    if (!function) continue;
    for (const model::Branch& branch : function->branches)
      // Beside another term the outcome may change while the stable one does not.
      if (branch.number == site->branch && model::HasOnlyStableTerms(branch.condition)) AddStableTerms(branch.condition, terms);
  }
}

}  // namespace csnake::fca
