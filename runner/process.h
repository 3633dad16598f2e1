// runner/process.h — one program, run to its end or its time limit, leaving nothing behind.
//
// stdin is /dev/null, stdout and stderr go to a file. The program gets a session of its own; when it ends, is too slow,
// or csnake dies in any way, all its descendants are killed (supervisor.h).
//
// Threads: Execute() blocks; concurrent calls are independent. Cost: two small programs started.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "model/run.h"
#include "model/status.h"

namespace csnake::runner {

struct Command {
  std::vector<std::string> arguments;    // The first is the program; without a slash it is looked up in PATH.
  std::vector<std::string> environment;  // All of it, "NAME=value".
  std::string directory;
  std::string output;                    // File that is made for stdout and stderr.
  int64_t timeout_ns = 0;
};

struct Exit {
  model::Ending ending = model::Ending::kPassed;  // kPassed, kFailed, kCrashed or kTimedOut.
  int status = 0;                                 // Exit code, or signal of a crash.
  int64_t wall_ns = 0;
};

// Level of the stop flag: 1 starts nothing new, 2 also kills what runs.
inline constexpr int kStopStarting = 1;
inline constexpr int kStopNow = 2;

// Errors: kUnavailable  it could not be started (the message names the program and the reason);
//         kInterrupted  `stop` rose to kStopNow.
model::Result<Exit> Execute(const Command& command, const std::atomic<int>& stop);

// The last `bytes_max` bytes of a file, from the beginning of a line; empty when it cannot be read.
std::string TailOf(const std::string& path, size_t bytes_max);

// Sets "NAME=value" in an environment; "NAME" alone removes it.
void SetVariable(std::vector<std::string>& environment, const std::string& entry);

// This process's environment without what would change how a target's tests run: CSNAKE_*, GTEST_*, BOOST_TEST*, sharding.
std::vector<std::string> TargetEnvironment();

}  // namespace csnake::runner
