// runner/supervisor.h — the process between csnake and a target. Private to runner/.
//
//   csnake ── fork ─▶ supervisor (own session, sub-reaper) ── fork, exec ─▶ target ─▶ its children, daemons, ...
//
// It enforces the time limit and leaves no process of the run behind: everything that escapes the target's process
// group becomes its child and is killed. When csnake dies, by kill -9 too, the kernel tells it, and it kills the run.
// It runs after a fork of a program with threads, so only async-signal-safe functions are called.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace csnake::runner {

// Everything the two processes need, prepared before the fork.
struct Launch {
  char* const* arguments;
  char* const* environment;
  const char* directory;
  const char* output;  // File for stdout and stderr, must exist.
  int64_t timeout_ns;
  pid_t owner;         // csnake.
};

// In memory shared with csnake.
struct Report {
  int start_error;   // errno when the target could not be started, 0 otherwise.
  int wait_status;   // As of waitpid, when `ended`.
  bool ended;        // The target ended by itself.
  bool timed_out;
  bool finished;     // The supervisor came to its end: the other fields hold.
  int64_t wall_ns;
};

// Expects all signals blocked. Fills `report` and exits.
[[noreturn]] void Supervise(const Launch& launch, Report& report);

}  // namespace csnake::runner
