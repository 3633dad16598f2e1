// runner/project.h — the configured system as it stands on disk now: its tests, its sites, its binaries.
#pragma once

#include <vector>

#include "config/config.h"
#include "runner/adapters.h"
#include "runner/progress.h"
#include "store/campaign.h"

namespace csnake::runner {

struct Project {
  std::vector<Target> targets;  // Sorted by name.
  model::Catalogue catalogue;   // Of all binaries; file names relative to project.root where they lie below it.
  std::vector<store::Binary> binaries;  // Programs and libraries with hooks, sorted by path.
};

// Lists the tests and reads the catalogues of their programs and of the libraries that these need. A binary without instrumentation among others is reported and kept.
// Errors: those of ListTargets() and ReadModules(); kNothingToTest when nothing has a site and no test is a command.
model::Result<Project> Discover(const config::Config& config, RunDirectories& directories, ProgressSink& sink);

// Adds a program or library that is known from elsewhere: a run loaded it, or the stored campaign has it. Nothing happens
// when it is known already, has no hooks or is gone. Returns whether it was added.
// Errors: kCorrupt, kUnavailable.
model::Result<bool> AddModule(const std::string& path, const std::string& root, Project& project);

// Errors: kNothingToTest  nothing that is known has a site.
model::Result<void> CheckInstrumented(const Project& project);

// Keeps the targets whose name contains a match of the regular expression; empty: all.
// Errors: kInvalidArgument  not a regular expression;  kNothingToTest  nothing matches.
model::Result<void> Select(std::vector<Target>& targets, const std::string& expression);

// Errors: kMismatch  a binary of the campaign was built anew since its runs were made (names it and the remedy).
model::Result<void> CheckBelongs(const store::Meta& meta, const std::string& root);

}  // namespace csnake::runner
