// runner/batch.h — many runs at once, in a fixed order of starting.
//
// A series is one experiment, or one workload's profile, with its repeats. First repeats start in the given order; a
// further repeat starts only when the first one of its series has been judged, because that may end the series.
// All callbacks come from the calling thread, so that nothing but the processes runs concurrently.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <vector>

#include "runner/execute.h"

namespace csnake::runner {

struct Series {
  RunRequest request;             // Of the next repeat; `repeat` is set from `repeats`.
  std::vector<int> repeats = {};  // Still to do, in order.
  bool judged = false;            // A repeat was judged already, in an earlier session.
};

enum class Verdict {
  kContinue,
  kEndSeries,  // No further repeats.
  kAgain,      // This run does not count: do the same repeat again, with what is now in Series::request.
};

struct Batch {
  int jobs = 1;  // Sum of Target::cpus that run at once; a larger single target runs alone.
  const std::string& root;
  RunDirectories& directories;
  const std::atomic<int>& stop;                            // kStopStarting, kStopNow.
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();  // Nothing starts after.
  std::function<model::Result<Verdict>(Series&, RunOutcome)> judge;
  std::function<void(size_t running)> tick;                // At least every 0.2 s.
};

// True when everything was done, false when `stop` or the deadline ended it early.
// Errors: the first of a run or of `judge`; what runs then is awaited and dropped.
model::Result<bool> RunAll(std::vector<Series>& series, const Batch& batch);

}  // namespace csnake::runner
