// fca/summary.h — one run, reduced to what is compared: amounts per (effect fault, calling context).
//
//   model::Run => Summarize() => RunSummary => growth.h, occurrences.h
//
// Observations that differ only in the loop around them are one unit here: whether a loop grew does not depend on where
// it was called from within the same callers. Nesting itself is kept by structure.h.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/cycle.h"
#include "model/run.h"
#include "model/site.h"

namespace csnake::fca {

using Callers = std::array<model::FunctionId, 2>;

// Distinct local states; incomplete when some were dropped.
struct StateSet {
  std::set<model::LocalState> states;
  bool complete = true;

  void Merge(const StateSet& other);
};
using Contexts = std::map<Callers, StateSet>;
std::vector<model::ContextStates> ToContextStates(const Contexts& contexts);

// What is tested: an effect in a calling context.
struct Unit {
  model::Fault effect;
  Callers callers{};

  auto operator<=>(const Unit&) const = default;
};

struct Sample {
  uint64_t count = 0;
  uint64_t entries = 0;
  int64_t first_ns = 0;
  int64_t last_ns = 0;
  model::Timeline timeline;
  StateSet states;

  double active_ns() const { return static_cast<double>(last_ns - first_ns); }
};

struct RunSummary {
  std::map<Unit, Sample> samples;  // Both outcomes of negations and detectors; entries-only samples have count 0.
  int64_t start_ns = 0;            // Of the body.
  int64_t end_ns = 0;              // Of the body, or the last thing seen when the body's length is unknown.
  int64_t first_ns = 0;            // Of all that was seen, set-up and tear-down too: counts are of all of it.
  int64_t last_ns = 0;
  model::Injection injection;

  const Sample* Find(const Unit& unit) const;  // Null when the unit was not seen.
  double length_ns() const { return static_cast<double>(last_ns - first_ns); }
};

// Errors: kCorrupt when an observation names a site that is not in the catalogue.
model::Result<RunSummary> Summarize(const model::Run& run, const model::Catalogue& catalogue);

// Contexts of the injection itself: the callers are in its states' frames.
Contexts InjectionContexts(const model::Injection& injection);

// How often each outcome of a negation or detector was seen.
using OutcomeCounts = std::map<model::SiteId, std::array<uint64_t, 2>>;
void CountOutcomes(const RunSummary& run, OutcomeCounts& counts);

// Decides which outcome of a negation or detector is an occurrence: the one that profile runs show in at most
// `unusual_share` of all evaluations. A site that the workload's profile never evaluated is judged by the profile runs
// of all other workloads. If neither outcome is rare, or the site is unknown to both, the site has no occurrences.
class UnusualOutcomes {
 public:
  UnusualOutcomes(const OutcomeCounts& workload, const OutcomeCounts& campaign, double unusual_share)
      : workload_(workload), campaign_(campaign), unusual_share_(unusual_share) {}
  bool IsOccurrence(const model::Fault& effect) const;  // True for all other kinds.

 private:
  const OutcomeCounts& workload_;
  const OutcomeCounts& campaign_;
  double unusual_share_;
};

// Adds the stable terms of every watched condition that had both outcomes within this run: they have one value per
// object, not per execution.
void AddUnstableTerms(const model::Run& run, const model::Catalogue& catalogue, std::set<std::string>& terms);

}  // namespace csnake::fca
