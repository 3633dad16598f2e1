// runner/progress.h — what a command that takes long tells whoever shows it. The runner itself prints nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "model/run.h"

namespace csnake::runner {

enum class Phase { kListing, kProfile, kPlan, kInjection, kRepeats, kDoses };  // kRepeats: RunOptions::decisive; kDoses: delayed.

struct Progress {
  Phase phase = Phase::kListing;
  size_t done = 0;   // Runs of this phase, with those that an earlier session stored.
  size_t total = 0;  // May shrink: an experiment whose fault never fires is not repeated.
  size_t running = 0;
  double runs_per_second = 0;
  int64_t elapsed_ns = 0;    // Of this phase, in this session.
  int64_t remaining_ns = 0;  // Estimated; 0: unknown.
};

enum class Severity { kNote, kWarning };

// All calls come from the thread that called the runner.
class ProgressSink {
 public:
  virtual ~ProgressSink() = default;
  virtual void OnProgress(const Progress& progress) = 0;  // At least five times a second.
  virtual void OnMessage(Severity severity, const std::string& text) = 0;
  virtual void OnRun(const model::Run&) {}  // After it was stored.
};

}  // namespace csnake::runner
