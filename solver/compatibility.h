// solver/compatibility.h — can two observations belong to one situation, and a whole chain to one execution?
//
//   Edge::effect_states, Edge::cause_states => literals => cache => bounds => Z3
//                                              internal/             internal/  z3/
//
// Linking `a->b` (workload s) with `b->c` (workload t) claims that the b which occurred in s could be the b which was
// injected in t. The levels say how much of that claim is checked (docs/method.md, 5); each includes nothing of the
// others but equal callers, except that kChain includes kPaths.
// Rule above all: what one real execution showed is never refused. So a state whose own conditions contradict each other
// (a wrapped integer, a formula that is too coarse) counts as "any state", and so does a list known to be incomplete. Of an edge
// that fewer than three runs have shown only conditions on stable terms count (docs/design/0028).
// Equal callers: up to a function that is called by itself or by its own lambda, which is a loop.
// "Any state" links with every state; what is known of that other state still holds along the chain.
// Not here: which edges exist (fca/), which chains are tried (stitcher/). No Z3 type leaves z3/.
//
// Threads: one at a time; independent instances may run concurrently.
// Cost: a cached or simple query about 1 us; a query that needs Z3 about 150 us.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/cycle.h"
#include "model/site.h"

namespace csnake::solver {

enum class Level : uint8_t { kNone, kTrace, kPaths, kChain };
std::string_view ToName(Level level);  // "none", "trace", "paths", "chain".
std::optional<Level> LevelFromName(std::string_view name);

struct CompatibilityOptions {
  Level level = Level::kChain;
  uint32_t work_limit = 1'000'000;  // Z3 resource units per query, not time: results do not depend on the machine.
  std::set<std::string> unstable;   // Terms seen with two values in one run: treated like Catalogue::mutated.
};

struct Verdict {
  bool compatible = true;
  bool decided = true;             // False when a work limit was reached; then `compatible` is true.
  std::vector<std::string> core;   // Refused: a minimal set of conditions that contradict each other, in source terms.
  std::vector<std::string> needs;  // Chain(), accepted: what configuration must hold, in source terms; sorted, minimal.
};

// For searches, which ask millions of questions and need no texts.
struct Outcome {
  bool compatible = true;
  bool decided = true;
};
enum class SideId : uint32_t {};  // What was observed at one end of an edge; equal ids are interchangeable in any query.
struct Sides {
  SideId cause{};
  SideId effect{};
  std::vector<SideId> between;  // Of what had to happen on the way: asked along the chain only. Sorted.
  auto operator<=>(const Sides&) const = default;
};
using Condition = uint32_t;  // A stable condition; means something only to the instance that gave it.

struct Statistics {
  uint64_t queries = 0;          // Conjunctions asked for.
  uint64_t cache_hits = 0;
  uint64_t decided_by_bounds = 0;
  uint64_t z3_checks = 0;
  uint64_t undecided = 0;
  uint64_t contradictory_states = 0;  // Observed although their formulas say it cannot be: taken as "any state".
};

class Compatibility {
 public:
  // `catalogue` must outlive this object.
  Compatibility(const model::Catalogue& catalogue, CompatibilityOptions options);
  ~Compatibility();
  Compatibility(const Compatibility&) = delete;
  Compatibility& operator=(const Compatibility&) = delete;

  // Can the effect of `a` be the situation in which the cause of `b` was injected? Refused when the faults differ.
  Verdict Link(const model::Edge& a, const model::Edge& b);

  // Can all links of the chain hold in one execution? A chain whose last effect is its first cause is a cycle, and the
  // link that closes it counts. Below kChain only the links are checked.
  Verdict Chain(std::span<const model::Edge* const> edges);

  Sides SidesOf(const model::Edge& edge);
  Outcome LinkSides(SideId effect, SideId cause);
  // Leaves out the two ends of an open chain, so that a chain with a refused part is refused.
  Outcome ChainSides(std::span<const Sides> hops, bool closed);
  // Stable conditions that this link implies, whichever of its states are meant; sorted. Empty below kChain.
  // The span is valid until the next call.
  std::span<const Condition> Required(SideId effect, SideId cause);
  // True only if the conditions cannot hold together.
  bool Contradictory(const std::vector<Condition>& sorted_unique);

  Level level() const;
  Statistics statistics() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace csnake::solver
