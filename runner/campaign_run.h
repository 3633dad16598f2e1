// runner/campaign_run.h — a campaign from start to end, or any part of it.
//
//   Profile ──▶ Plan ──▶ RunExperiments        RunCampaign does all three
//   (store)    (pure)    (store, run by run)
//
// Every run is stored as it ends, and what is stored is not run again: a campaign that was interrupted, killed or that
// met a full disk continues where it was when the same call is made again.
//
// Threads: one call at a time on a campaign; `stop` may be set from anywhere, also from a signal handler.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "config/config.h"
#include "runner/allocation.h"
#include "runner/bisection.h"
#include "runner/plan.h"
#include "runner/progress.h"
#include "runner/repro.h"
#include "store/campaign.h"

namespace csnake::runner {

inline constexpr int kProfileRepeatsMin = 5;

struct RunOptions {
  int jobs = 0;                  // 0: run.jobs, and for auto eight times the cores, twice in the profile.
  std::optional<uint64_t> seed;  // Absent: that of the campaign, or 1.
  config::Budget budget;         // Runs: most with a fault. Time: nothing starts after it.
  Policy policy = Policy::kExhaustive;
  // By the first so many runs of these experiments alone. kThreePhase asks it between its phases and rounds, bisection between doses.
  std::function<model::Result<Shown>(const std::set<model::Experiment>&, int runs)> shown;
  // The experiments on which it rests what is found: RunCampaign doubles their repeats and asks again, up to
  // run.repeat.max and the budget of runs. Absent: no further repeats.
  std::function<model::Result<std::vector<model::Experiment>>()> decisive;
  // The delays on which it rests what is found, with their effects: RunCampaign looks for the shortest that are enough, with what
  // repeats have left of a budget of runs; it needs `shown`. Absent: no bisection.
  std::function<model::Result<std::vector<DelayedHop>>()> delayed;
  std::string tests;        // Regular expression over workload names; empty: all.
  int repeats = 0;          // Of an experiment; 0: run.repeat.min, or 1 under a policy that leaves experiments out.
  int profile_repeats = 0;  // 0: the larger of kProfileRepeatsMin and run.repeat.min.
};

struct Summary {
  size_t profile_runs = 0;  // Made in this session.
  size_t injection_runs = 0;
  size_t stored_before = 0;               // Runs that were wanted and already stored.
  std::vector<store::Workload> excluded;  // With the reason.
  std::vector<std::string> fell_back;     // Workloads without a body hook: armed from the process's start.
  size_t faults = 0;
  size_t experiments = 0;                  // Allocated.
  size_t possible = 0;                     // Without a budget.
  std::vector<model::Experiment> unfired;  // The fault was never made: not repeated.
  size_t doses = 0;                        // Weaker doses that were tried (bisection.h).
  bool doses_open = false;                 // The budget of runs ended before all were.
  size_t quiet = 0;                        // Experiments whose first run showed nothing new: not repeated (screen.h).
  std::map<std::string, uint64_t> losses;  // Of this session's runs; store/losses.h.
  bool interrupted = false;                // `stop` was raised.
  bool budget_ended = false;               // The time was up before the plan was done.
};

// Runs every workload without faults, and decides which take part.
// Errors: kRedTests       every workload fails without any fault;
//         kNothingToTest  no test, no instrumented site, none reached;
//         kMismatch       the campaign belongs to another build;
//         kUnavailable    a program cannot be started, disk full; those of the store.
model::Result<Summary> Profile(const config::Config& config, const RunOptions& options, store::Campaign& campaign,
                               ProgressSink& sink, const std::atomic<int>& stop);

// How many runs an experiment gets before anything is known of it. A budget is for many experiments with one run each, and for
// repeats of those that turn out to matter: of ten planted cycles one run each finds nine (docs/design/0022).
int FirstRepeats(const config::Config& config, const RunOptions& options);

// What the stored profile makes possible. Runs nothing.
// Errors: kNothingToTest  there is no profile yet, or no fault is reached.
model::Result<ExperimentPlan> Plan(const config::Config& config, const RunOptions& options,
                                   const store::Campaign& campaign);

// How the budget and policy of `options` are spent on a plan. `campaign` has the seed.
model::Result<Allocation> Allocate(const config::Config& config, const RunOptions& options, const ExperimentPlan& plan,
                                   const store::Campaign& campaign);

std::vector<model::Experiment> ExperimentsOf(std::span<const Allocated> allocated);

// What makes the experiments of a phase, and what gives experiments so many runs; false ends it.
using Make = std::function<model::Result<bool>(std::span<const Allocated>)>;
using Repeat = std::function<model::Result<bool>(std::span<const model::Experiment>, int repeats)>;

// Calls `make` for each phase, which is chosen when `make` has returned from the one before. False: `make` ended it.
// Errors: those of `make` and of `options.shown`.
model::Result<bool> ForEachPhase(const config::Config& config, const RunOptions& options, Allocation& allocation, const Make& make);

struct Spent {
  bool ended = false;  // By `make` or `repeat`.
  int64_t left = 0;    // Of a budget of runs; without one as much as there can be.
};

// All phases, then more runs of what findings rest on (options.decisive; none if that is absent). What a budget of runs has left
// then goes to further experiments, and so on. Errors: like ForEachPhase().
model::Result<Spent> Spend(const config::Config& config, const RunOptions& options, Allocation& allocation, const Make& make,
                          const Repeat& repeat);

// Runs repeats 0 .. options.repeats - 1 of each experiment, those that are not stored. For phases, more repeats and
// confirmation: call it as often as needed; Profile() must have been called on the campaign before.
model::Result<Summary> RunExperiments(const config::Config& config, const RunOptions& options,
                                      std::span<const model::Experiment> experiments, store::Campaign& campaign,
                                      ProgressSink& sink, const std::atomic<int>& stop);

// An interrupted campaign is no error: Summary::interrupted.
model::Result<Summary> RunCampaign(const config::Config& config, const RunOptions& options, store::Campaign& campaign,
                                   ProgressSink& sink, const std::atomic<int>& stop);

}  // namespace csnake::runner
