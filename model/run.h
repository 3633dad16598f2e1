// model/run.h — faults, experiments, and what one execution of a workload showed.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "model/ids.h"
#include "model/site.h"

namespace csnake::model {

// A site together with what is done to it. For kNegation and kDetector `value` is the outcome that is forced or
// observed (false injected and true observed are different faults); 0 for all other kinds.
struct Fault {
  SiteId site;
  Kind kind = Kind::kThrow;
  uint8_t value = 0;

  auto operator<=>(const Fault&) const = default;
};

struct Dose {
  int64_t first_hit = 1;  // Errors: the first hit after arming that fires, from 1.
  int64_t hits = 1;       // Errors: how many consecutive hits fire, >= 1.
  int64_t delay_ns = 0;   // Delays: sleep per iteration, > 0.
  int64_t total_ns = 0;   // Delays: bound on the time in which any thread of a process sleeps, >= delay_ns.

  auto operator<=>(const Dose&) const = default;
};

struct Experiment {
  Fault fault;
  Dose dose;
  std::string workload;

  auto operator<=>(const Experiment&) const = default;
};

// The branches executed so far in one frame. Bit k speaks of Function::branches with number k; a bit restarts with each
// iteration of the loop around its branch. A branch whose outcome was forced by the injection is not in `seen`.
struct LocalFrame {
  FunctionId function;
  uint64_t seen = 0;
  uint64_t taken = 0;  // Subset of seen.

  auto operator<=>(const LocalFrame&) const = default;
};

// frames[0] is the function of the site; then its nearest instrumented callers, outwards. Absent: function is 0.
struct LocalState {
  std::array<LocalFrame, 3> frames;

  auto operator<=>(const LocalState&) const = default;
};

// Counts in equal windows from the start of the process; the last window also holds what came after it.
struct Timeline {
  static constexpr int kWindows = 16;
  int64_t window_ns = 0;
  std::array<uint32_t, kWindows> counts{};

  bool operator==(const Timeline&) const = default;
};

// A set of sites that has room for any number of them and may find more than were added: with 20 in it, one of 14.
struct SiteSet {
  std::array<uint64_t, 2> bits{};

  void Add(SiteId site) {
    bits[0] |= Bit(site, 0);
    bits[1] |= Bit(site, 1);
  }
  void Add(const SiteSet& others) {
    bits[0] |= others.bits[0];
    bits[1] |= others.bits[1];
  }
  bool MayContain(SiteId site) const { return (bits[0] & Bit(site, 0)) != 0 && (bits[1] & Bit(site, 1)) != 0; }
  auto operator<=>(const SiteSet&) const = default;

 private:
  static uint64_t Bit(SiteId site, int word) { return uint64_t{1} << ((site.value >> (6 * word)) & 63); }  // runtime/spool.h
};

// One monitor in one calling context, summed over threads and processes.
struct ObservationKey {
  SiteId site;
  uint8_t value = 0;                     // kNegation, kDetector, kBranch: the outcome this entry counts.
  SiteId parent_loop;                    // kDelay: innermost loop running when this one was entered, by dynamic nesting.
  std::array<FunctionId, 2> callers{};   // Nearest first.

  auto operator<=>(const ObservationKey&) const = default;
};

struct Observation {
  uint64_t count = 0;     // Natural occurrences; iterations for kDelay. Never includes the injected ones.
  uint64_t entries = 0;   // kDelay: times the loop was entered; 0 for others.
  SiteSet after;          // kDelay: loops that the same execution of parent_loop had held before this one was entered.
  uint64_t timed = 0;     // kDelay: iterations whose length was measured: never the last one of an execution.
  int64_t timed_ns = 0;   // kDelay: how long those took in all, waiting and injected sleep included.
  int64_t least_ns = 0;   // kDelay: the shortest of them, or of short spans of them on average; 0 for none.
  int64_t first_ns = 0;   // Since process start, monotonic clock.
  int64_t last_ns = 0;    // Of the last occurrence whose time was read; hot loops read the clock every few iterations.
  Timeline timeline;
  std::vector<LocalState> states;  // Distinct, sorted, bounded.
  uint64_t states_dropped = 0;     // Occurrences whose state was new but not kept.

  bool operator==(const Observation&) const = default;
};

struct Injection {
  uint64_t hits = 0;      // Times the site was reached while armed.
  uint64_t fired = 0;     // Times the fault was made.
  int64_t first_ns = 0;
  int64_t last_ns = 0;
  int64_t slept_ns = 0;   // Delays: sum of sleeps.
  std::vector<LocalState> states;  // At the fired hits; distinct, bounded.

  bool operator==(const Injection&) const = default;
};

// How a run ended. Numbers are frozen: they stand in stores.
enum class Ending : uint8_t { kPassed = 1, kFailed = 2, kCrashed = 3, kTimedOut = 4, kNotStarted = 5 };
std::string_view ToName(Ending ending);

// Runs without a fault from this repeat on are controls: made among the experiments, under their load. Only the analysis
// reads them; what decides which experiments there are reads those before.
constexpr int kFirstControl = 1000;

struct Run {
  std::string workload;
  std::optional<Fault> fault;  // Absent in a profile run.
  Dose dose;
  int repeat = 0;              // From 0, within the experiment or the profile.
  Ending ending = Ending::kPassed;
  int status = 0;              // Exit code, or the signal's number for kCrashed.
  int64_t body_ns = 0;         // Length of the armed window (the test's body); of the process when there was none.
  int64_t start_ns = 0;        // Start of that window, on the clock of Observation::first_ns.
  int processes = 0;           // That wrote a spool.
  std::map<ObservationKey, Observation> observations;
  Injection injection;
  std::map<std::string, uint64_t> losses;  // What was dropped: name of the loss -> count; empty is the rule.

  bool operator==(const Run&) const = default;
};

// That a run with a fault belongs to.
inline Experiment ExperimentOf(const Run& run) { return {*run.fault, run.dose, run.workload}; }

}  // namespace csnake::model
