// runner/execute.h — one run of one workload: process, spools, verdict.
//
//   RunRequest => fresh directory => process.h => store/spool_reader.h => model::Run
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/run.h"
#include "model/status.h"
#include "runner/adapters.h"
#include "runner/run_directories.h"

namespace csnake::runner {

// When a fault is armed: from hooks in the test harness, or from the start of the process.
enum class Body { kHook, kProcess };

struct RunRequest {
  const Target* target = nullptr;
  std::optional<model::Fault> fault = {};  // Absent: a profile run.
  model::Dose dose = {};
  int repeat = 0;
  Body body = Body::kHook;
  int64_t timeout_ns = 0;
};

struct RunOutcome {
  model::Run run;
  std::vector<std::string> modules = {};  // Programs and libraries with hooks that were loaded, by absolute path.
  std::string output = {};  // End of what it printed, at most 16 KiB, when it did not pass.
  int64_t wall_ns = 0;
};

// The variables of runtime/spool.h that make the runtime do what `request` says; CSNAKE_SPOOL comes first.
std::vector<std::pair<std::string, std::string>> RuntimeVariables(const RunRequest& request, std::string_view spool);

// Threads: concurrent calls are independent. Errors: as Execute() and ReadSpools(); the run is then not to be stored.
model::Result<RunOutcome> ExecuteRun(const RunRequest& request, const std::string& root, RunDirectories& directories,
                                     const std::atomic<int>& stop);

}  // namespace csnake::runner
