// model/site.h — what the instrumenter knows about a target: its sites, functions and branch conditions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/formula.h"
#include "model/ids.h"

namespace csnake::model {

// Numbers are frozen: they stand in binaries, spools and stores.
enum class Kind : uint8_t { kThrow = 1, kErrorReturn = 2, kLibraryError = 3, kNegation = 4, kDetector = 5, kDelay = 6,
                            kBranch = 7 };  // kBranch: not a fault; a condition on stable terms whose outcomes are watched.

std::string_view ToName(Kind kind);  // "throw", "error_return", ...
std::optional<Kind> KindFromName(std::string_view name);
// Its faults are two, one for each outcome.
inline bool HasOutcomes(Kind kind) { return kind == Kind::kNegation || kind == Kind::kDetector; }
inline bool IsError(Kind kind) { return kind != Kind::kDelay && kind != Kind::kBranch; }

// Of a loop: whether its body pauses for a time of its own.
enum class Pause : uint8_t {
  kNone = 0,
  kSomewhere = 1,  // It sleeps or waits with a limit; maybe not in each iteration, or not when something comes.
  kAlways = 2,     // Each iteration sleeps.
};

struct Site {
  SiteId id;
  Kind kind = Kind::kThrow;
  std::string file;  // As the compiler was given it; the reader makes it relative to project.root.
  int line = 0;      // From 1.
  int column = 0;    // From 1.
  FunctionId function;
  std::string text;             // Normalised source text, at most 120 characters.
  int guard = -1;               // Branch that injection forces, -1 when there is none.
  bool guard_forced_to = true;  // The outcome that leads to the site.
  int branch = -1;              // kBranch: which branch; kDelay: the loop's own condition, -1 when it has none.
  Pause pause = Pause::kNone;   // kDelay.
  FunctionId asks;              // kNegation: the predicate, when it gets no arguments and is none of a result.
  bool in_loop = false;         // A throw or error return in a `for` over elements: one may fail after others did not.
  std::string excluded;         // Why this candidate is not hooked; empty when it is.
  std::string basis;            // Of a hooked one: what made it a fault point, where the kind alone does not say that.

  bool paced() const { return pause != Pause::kNone; }  // Its rate is set by a clock.

  bool operator==(const Site&) const = default;
};

struct Branch {
  int number = 0;  // Bit in LocalFrame::seen, 0..63.
  int line = 0;
  Formula condition;

  bool operator==(const Branch&) const = default;
};

struct Function {
  FunctionId id;
  std::string name;  // Qualified, without arguments: "kv::Log::Apply".
  std::string file;
  int line = 0;
  std::vector<Branch> branches;
  int branches_unrecorded = 0;  // Conditions beyond the 64th, or of a form that cannot be wrapped.

  bool operator==(const Function&) const = default;
};

// Everything known about the instrumented code of a campaign, merged over translation units and binaries.
struct Catalogue {
  std::map<SiteId, Site> sites;
  std::map<FunctionId, Function> functions;
  std::map<std::string, std::string> units;  // File of a unit -> why it has no fault points; empty when it was hooked.
  std::set<std::string> mutated;  // Terms assigned outside constructors somewhere: not stable after all.

  // Whether a term marked stable really is: neither "Node::options_.replication" nor "Node::options_.flags & 4" is when some
  // function assigns Node::options_.
  bool IsStable(std::string_view term) const;
  const Site* Find(SiteId id) const;
  const Function* Find(FunctionId id) const;
  // Merges another unit's part. The same id keeps the first entry; a hooked entry replaces an excluded one, and a unit
  // that was compiled once without hooks counts as such.
  void Merge(Catalogue other);
  // Changes when any id, condition or guard changes; not when only lines or files move.
  uint64_t Fingerprint() const;

  bool operator==(const Catalogue&) const = default;
};

// The text that the instrumenter embeds in an object file, one record a line; docs/formats/catalogue.md.
std::string Encode(const Catalogue& catalogue);
// Errors: kCorrupt with the line number.
Result<Catalogue> DecodeCatalogue(std::string_view text);

}  // namespace csnake::model
