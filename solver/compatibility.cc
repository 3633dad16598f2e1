#include "solver/compatibility.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "solver/internal/chains.h"

namespace csnake::solver {
namespace {

constexpr std::array<std::string_view, 4> kLevelNames = {"none", "trace", "paths", "chain"};

}  // namespace

std::string_view ToName(Level level) { return kLevelNames[static_cast<size_t>(level)]; }

std::optional<Level> LevelFromName(std::string_view name) {
  const auto found = std::ranges::find(kLevelNames, name);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<Level>(found - kLevelNames.begin());
}

struct Compatibility::Parts {
  Parts(const model::Catalogue& catalogue, CompatibilityOptions given)
      : options(std::move(given)),
        conjunctions(literals, options.work_limit),
        situations(catalogue, options, literals, conjunctions),
        links(options.level, situations, literals, conjunctions),
        chains(links, literals, conjunctions) {}

  Outcome Check(std::span<const Sides> hops, Ends ends);

  CompatibilityOptions options;
  Literals literals;
  Conjunctions conjunctions;
  Situations situations;
  Links links;
  Chains chains;
  std::map<std::pair<bool, Choice>, SideId> same_demand;  // The first side that asked for it.
};

Compatibility::Compatibility(const model::Catalogue& catalogue, CompatibilityOptions options)
    : parts_(std::make_unique<Parts>(catalogue, std::move(options))) {}
Compatibility::~Compatibility() = default;

Verdict Compatibility::Link(const model::Edge& a, const model::Edge& b) {
  Verdict verdict;
  if (a.effect != b.cause) {
    verdict.compatible = false;
    verdict.core = {"the effect of one edge is not the cause of the other"};
    return verdict;
  }
  const SideId effect = SidesOf(a).effect;
  const SideId cause = SidesOf(b).cause;
  const Outcome outcome = LinkSides(effect, cause);
  verdict.compatible = outcome.compatible;
  verdict.decided = outcome.decided;
  if (!outcome.compatible) verdict.core = parts_->links.Explain(effect, cause);
  return verdict;
}

Verdict Compatibility::Chain(std::span<const model::Edge* const> edges) {
  Verdict verdict;
  if (edges.empty()) return verdict;
  const bool closed = edges.back()->effect == edges.front()->cause;
  std::vector<Sides> hops;
  for (size_t i = 0; i < edges.size(); ++i) {
    hops.push_back(SidesOf(*edges[i]));
    if (i + 1 == edges.size() && !closed) break;
    Verdict link = Link(*edges[i], *edges[(i + 1) % edges.size()]);
    if (!link.compatible) return link;
  }
  const Ends ends = closed ? Ends::kClosed : Ends::kObserved;
  const Outcome outcome = parts_->Check(hops, ends);
  verdict.compatible = outcome.compatible;
  verdict.decided = outcome.decided;
  if (level() != Level::kChain) return verdict;
  if (outcome.compatible) verdict.needs = parts_->chains.Needs(parts_->chains.Find(hops, ends));
  else verdict.core = parts_->chains.Explain(hops, ends);
  return verdict;
}

Sides Compatibility::SidesOf(const model::Edge& edge) {
  Sides sides = {.cause = parts_->situations.Add(edge.cause_states, &edge.cause, edge.injected_runs),
                 .effect = parts_->situations.Add(edge.effect_states, nullptr, edge.injected_runs),
                 .between = {}};
  if (level() != Level::kChain) return sides;
  for (const auto& states : edge.between) {
    const SideId side = parts_->situations.Add(states, nullptr, edge.injected_runs);
    const LinkFacts& facts = parts_->links.FindEnd(side);
    // What asks for nothing tells no edges apart, nor does what asks for the same.
    if (!facts.options.empty() || facts.weakened)
      sides.between.push_back(parts_->same_demand.try_emplace({facts.weakened, facts.options}, side).first->second);
  }
  std::ranges::sort(sides.between);
  sides.between.erase(std::ranges::unique(sides.between).begin(), sides.between.end());
  return sides;
}

Outcome Compatibility::LinkSides(SideId effect, SideId cause) {
  return parts_->links.Find(effect, cause).outcome;
}

Outcome Compatibility::ChainSides(std::span<const Sides> hops, bool closed) {
  return parts_->Check(hops, closed ? Ends::kClosed : Ends::kIgnored);
}

Outcome Compatibility::Parts::Check(std::span<const Sides> hops, Ends ends) {
  Outcome all;
  for (size_t i = 0; i < hops.size(); ++i) {
    if (i + 1 == hops.size() && ends != Ends::kClosed) break;
    const Outcome link = links.Find(hops[i].effect, hops[(i + 1) % hops.size()].cause).outcome;
    if (!link.compatible) return link;
    all.decided &= link.decided;
  }
  if (options.level != Level::kChain || hops.empty()) return all;
  const Outcome chain = chains.Find(hops, ends).outcome;
  if (!chain.compatible) return {.compatible = false, .decided = true};
  return {.compatible = true, .decided = all.decided && chain.decided};
}

std::span<const Condition> Compatibility::Required(SideId effect, SideId cause) {
  return parts_->links.Find(effect, cause).required;
}

bool Compatibility::Contradictory(const std::vector<Condition>& sorted_unique) {
  return parts_->conjunctions.Decide(sorted_unique) == Answer::kContradiction;
}

Level Compatibility::level() const { return parts_->options.level; }

Statistics Compatibility::statistics() const {
  Statistics statistics = parts_->conjunctions.statistics();
  statistics.contradictory_states = parts_->situations.contradictory_states();
  return statistics;
}

}  // namespace csnake::solver
