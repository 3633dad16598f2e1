// model/cycle.h — what the analysis concludes: edges, cycles, clusters.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "model/run.h"

namespace csnake::model {

// Method 3. `kEdgeErrorByDelay` is E(D), and so on.
enum class EdgeType : uint8_t {
  kErrorByDelay = 1,
  kGrowthByDelay = 2,
  kErrorByError = 3,
  kGrowthByError = 4,
  kEnclosing = 5,
  kSibling = 6,
  kSamePredicate = 7  // Another place that asks the same predicate gets the same answer.
};
// Follows from how the code is put together: loops that were seen one inside the other, or one predicate that several places
// ask; nothing was injected.
inline bool IsStructural(EdgeType type) { return type >= EdgeType::kEnclosing; }
// A loop iterated more.
inline bool IsGrowth(EdgeType type) { return type == EdgeType::kGrowthByDelay || type == EdgeType::kGrowthByError; }
std::string_view ToName(EdgeType type);  // "E(D)", "S+(D)", "E(I)", "S+(I)", "ICFG", "CFG", "PRED".

// Local states of one fault in one calling context.
struct ContextStates {
  std::array<FunctionId, 2> callers{};
  std::vector<LocalState> states;
  bool complete = true;  // False when states were dropped: any state may have occurred.

  bool operator==(const ContextStates&) const = default;
};

// How much of the effect one unit of the cause makes: delays in seconds, everything else in occurrences, so that gains
// multiply around a cycle. `low` and `high` are a range over runs; high is infinite where nothing bounds it.
struct Gain {
  double low = 0;
  double mid = 0;
  double high = std::numeric_limits<double>::infinity();

  bool operator==(const Gain&) const = default;
};
Gain operator*(const Gain& a, const Gain& b);

// With `cause` injected in `workload`, `effect` occurred more than the profile explains. Structural ones
// say less: of kEnclosing and kSibling the cause is a loop that grew, and they hold in the workload that showed the nesting;
// kSamePredicate has no workload and no states.
struct Edge {
  Fault cause;
  Fault effect;
  EdgeType type = EdgeType::kErrorByDelay;
  std::string workload;
  Dose dose;
  int injected_runs = 0;
  int injected_with = 0;  // Injection runs that showed the effect (for growth: above every profile run).
  int plain_runs = 0;
  int plain_with = 0;
  double injected_mean = 0;  // Occurrences or iterations per run, length-normalised where the loop is periodic.
  double plain_mean = 0;
  double p = 1;                              // Of the test named in docs/method.md.
  double q = 1;                              // Benjamini-Hochberg over the campaign.
  std::vector<ContextStates> cause_states;   // Of the injections.
  std::vector<ContextStates> effect_states;  // Of the extra occurrences.
  std::vector<std::vector<ContextStates>> between;  // Of each error that had to happen on the way (fca/between.h).
  int64_t first_ns = 0;  // Error effects: when the first occurrence was, since the process began; median of the runs that show it.
  Gain gain;                                 // 1 for structural edges: what slows a loop slows the one around it.
  SiteId grown;  // Of kEnclosing and kSibling: the loop that holds the others up because it grew.
  // Of a delay: loops that structural edges say hold the cause up, though in this workload no delay of theirs, as long as the shortest
  // of the cause that has the effect, had it (fca/refuted.h). Sorted.
  std::vector<SiteId> not_by;
  bool goes_on = false;  // After the injection the effect kept occurring to the end of most runs.
  double sim_score = 0;  // SimScore of the cause's cluster, 0..1; low means the effect depends on the workload.

  bool operator==(const Edge&) const = default;
};

// Runs of an experiment before what none of them showed counts against anything: another run may come by another way.
inline constexpr int kTellingRuns = 3;

// Measured, with a delay injected.
inline bool IsOfDelay(const Edge& edge) { return edge.cause.kind == Kind::kDelay && !IsStructural(edge.type); }

// That showed it; of a structural one, the workload alone means something.
inline Experiment ExperimentOf(const Edge& edge) { return {edge.cause, edge.dose, edge.workload}; }

// A loop that grew because the one around it did: in one experiment both grew, and an iteration of `whole` held no more of
// `loop` than without the fault. Both are delays.
struct Part {
  Fault loop;
  Fault whole;

  auto operator<=>(const Part&) const = default;
};

// A fault whose injection has other effects than the fault has when it comes by itself (fca/fidelity.h): of `pairs` occasions to show
// an effect of its injection it did so in `alike`.
struct Unlike {
  Fault fault;
  int pairs = 0;
  int alike = 0;

  bool operator==(const Unlike&) const = default;
};

// Whether a finding can feed itself, as far as is known. Numbers are frozen: they stand in stores.
enum class Verdict : uint8_t {
  kPlausible = 0,  // Stitched; how much comes back is not known.
  kDamped = 1,     // Less comes back than went in: stitcher/verdict.h.
};
std::string_view ToName(Verdict verdict);  // "plausible", "damped".

struct Cycle {
  std::string fingerprint;         // 16 hexadecimal digits; docs/formats/findings.md.
  std::vector<size_t> edges;       // Indices into the edge list; edges[i].effect == edges[i+1].cause, cyclic.
  std::vector<std::string> needs;  // A model of the joint conditions, in source terms.
  bool decided = true;             // False when the solver gave up on a link: it stays, undecided.
  Gain gain;                       // Product over the edges.
  Verdict verdict = Verdict::kPlausible;

  bool operator==(const Cycle&) const = default;
};

struct Cluster {
  std::string id;  // "c-" and 12 hexadecimal digits.
  std::vector<size_t>
      cycles;  // Indices into the cycle list; the first is the representative, whose verdict is the cluster's.

  bool operator==(const Cluster&) const = default;
};

struct Findings {
  std::vector<Edge> edges;
  std::vector<Cycle> cycles;      // Ranked.
  std::vector<Cluster> clusters;  // Ranked by their representative.

  // Those that are not damped: what is reported, and what fails a gate. They come first.
  size_t ReportedClusters() const;
  bool complete = true;  // False when the search hit its bound: more cycles may exist.

  bool operator==(const Findings&) const = default;
};

}  // namespace csnake::model
