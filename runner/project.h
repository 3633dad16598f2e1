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
  std::vector<store::Binary> binaries;  // Sorted by path.
};

// Lists the tests and reads the catalogues. A binary without instrumentation among others is reported and kept.
// Errors: those of ListTargets() and ReadBinaryCatalogue(); kNothingToTest when no binary has a site.
model::Result<Project> Discover(const config::Config& config, RunDirectories& directories, ProgressSink& sink);

// Keeps the targets whose name contains a match of the regular expression; empty: all.
// Errors: kInvalidArgument  not a regular expression;  kNothingToTest  nothing matches.
model::Result<void> Select(std::vector<Target>& targets, const std::string& expression);

// Errors: kMismatch  a binary of the campaign was built anew since its runs were made (names it and the remedy).
model::Result<void> CheckBelongs(const store::Meta& meta, const std::string& root);

}  // namespace csnake::runner
