// runner/adapters.h — test frameworks: which tests a program has, and how to run one.
//
// One file a framework below adapters/; adapters/adapter.h says how to add one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "model/status.h"
#include "runner/run_directories.h"
#include "store/reader.h"

namespace csnake::runner {

// A workload and how to run it, in its own folder or project.root.
struct Target {
  store::Workload workload;
  std::vector<std::string> arguments;
  int cpus = 1;
};

// Asks every configured test program for its tests. Sorted by name. A test of the same name in several programs is
// called "program:Suite.Case".
// Errors: kInvalidArgument  an adapter that this version cannot run;
//         kUnavailable      a program cannot be listed (names command and output);
//         kNothingToTest    there is no test.
model::Result<std::vector<Target>> ListTargets(const config::Config& config, RunDirectories& directories);

// How to run a workload of an earlier listing. Executes nothing.
// Errors: kNotFound  the configuration no longer has its command.
model::Result<Target> TargetOf(const config::Config& config, const store::Workload& workload);

// Whether csnake-c++ hooks the bodies of this adapter's tests.
bool HasBodies(std::string_view adapter);
// Whether its tests are commands: what they start and load is known when they have run.
bool RunsAnyProgram(std::string_view adapter);

}  // namespace csnake::runner
