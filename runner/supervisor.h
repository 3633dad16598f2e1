// runner/supervisor.h — what csnake and the program between it and a target, csnake-supervisor, share. Private to runner/.
//
//   csnake ── spawn ─▶ csnake-supervisor (own session, sub-reaper) ── vfork, exec ─▶ target ─▶ its children, daemons, ...
//
// It enforces the time limit and leaves no process of the run behind: everything that escapes the target's process
// group becomes its child and is killed. When csnake dies, by kill -9 too, the kernel tells it, and it kills the run.
// A program of its own, beside csnake: forking csnake would copy the page tables of a store and an analysis each time.
#pragma once

#include <cstdint>

namespace csnake::runner {

// Its arguments: csnake's process id, the time limit in ns, the working directory, a file for stdout and stderr that
// exists, then the target's command. Its environment is the target's. All signals are blocked.
inline constexpr int kSupervisorArguments = 5;  // With its own name.
inline constexpr int kReportFile = 3;           // Descriptor of the memory file with the report.

struct Report {
  int start_error;   // errno when the target could not be started, 0 otherwise.
  int wait_status;   // As of waitpid, when `ended`.
  bool ended;        // The target ended by itself.
  bool timed_out;
  bool finished;     // The supervisor came to its end: the other fields hold.
  int64_t wall_ns;
};

}  // namespace csnake::runner
