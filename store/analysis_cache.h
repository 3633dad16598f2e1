// store/analysis_cache.h — the last analysis of a campaign, so that the next command need not repeat it.
//
//   cli/ => WriteAnalysis() => <project>/.csnake/analysis => ReadAnalysis() => cli/
//
// Not kept of an edge: `between` and `first_ns`, which the search for cycles has used.
// A cache: nothing is lost with it. What is missing, damaged or made under another key is absent, not an error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/cycle.h"

namespace csnake::store {

struct StoredAnalysis {
  model::Findings findings;
  uint64_t tests = 0;  // Statistical tests made.
  uint64_t experiments = 0;
  uint64_t runs = 0;
  std::vector<model::Unlike> unlike;
  std::vector<model::Experiment> decisive;  // Worth more repeats; only of an analysis with the campaign's own options.

  bool operator==(const StoredAnalysis&) const = default;
};

// `key` says of what: runs, options and program. Indices into edges and cycles are checked.
std::optional<StoredAnalysis> ReadAnalysis(const std::string& project_root, const std::string& key);

// Replaces what is there at once, or leaves it when that cannot be done (no permission, full disk).
void WriteAnalysis(const std::string& project_root, const std::string& key, const StoredAnalysis& analysis);

}  // namespace csnake::store
