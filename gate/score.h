// gate/score.h — findings against a known truth.
//
//   truth.yml + `// [truth: NAME]` comments in the sources => places;  findings => which cycles were found, which are
//   false
//
// A planted cycle is found when a reported cycle passes through all its hops in their order, each at the kind and one
// of the lines that the hop names, one measured edge each, and everything else in it is structural (the loop around a
// loop). An unplanted cycle, which is real though nobody planted it, and a decoy are so by the same rule. Format: docs/formats/truth.md.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "model/cycle.h"
#include "model/site.h"
#include "model/status.h"

namespace csnake::gate {

enum class Role { kPlanted, kUnplanted, kDecoy };

struct ScoredEntry {
  std::string id;
  Role role = Role::kPlanted;
  std::vector<std::string> found_by;  // Fingerprints.
  // For those not found: per hop `cause -> effect`, whether an edge for it exists, or why not, as text to read.
  std::vector<std::string> hops;
};

struct FalseCluster {
  std::string id;
  std::string representative;  // Fingerprint.
  std::string why;             // The decoys that it holds, or that no real cycle is in it.
  bool limited = false;        // Holds a decoy that comes back, but whose growth something limits.
};

struct Score {
  std::vector<ScoredEntry> entries;
  size_t cycles = 0;
  size_t clusters = 0;                       // That are reported: without the damped ones.
  size_t damped = 0;                         // Clusters set apart.
  std::vector<FalseCluster> false_clusters;  // Hold no cycle that finds a planted or an unplanted one.

  size_t Count(Role role) const;  // Entries.
  size_t Found(Role role) const;  // Of these.
  size_t Limited() const;    // False clusters.
  double Recall() const;     // Of planted ones; 1 when there is none.
  double Precision() const;  // Over clusters; 1 when there is none.
};

enum class Rule {
  kWhole,  // As above.
  kAlone,  // A fault that triggers itself, in its own test, finds every entry that it is a hop of: the naive check.
};

// Tells why no edge leads from any of the first faults to any of the second, in a few words.
using WhyNoEdge =
    std::function<model::Result<std::string>(const std::set<model::Fault>&, const std::set<model::Fault>&)>;

// `root` is the directory whose sources carry the comments (searched below src/, or all of it when there is no src/).
// Errors: kNotFound, kInvalidArgument name file and entry: an unknown tag, kind or key; those of `why`.
model::Result<Score> ScoreAgainst(const std::string& truth_file, const std::string& root,
                                  const model::Catalogue& catalogue, const model::Findings& findings,
                                  Rule rule = Rule::kWhole, const WhyNoEdge& why = {});

// What it took: injection runs, and the campaign's time in seconds (0: not known).
struct Effort {
  uint64_t experiments = 0;
  uint64_t runs = 0;
  double wall_s = 0;
};

std::string ToText(const Score& score, const Effort& effort);
std::string ToJson(const Score& score, const Effort& effort);

}  // namespace csnake::gate
