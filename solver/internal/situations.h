// solver/internal/situations.h — the observed ends of edges, reduced to what the level compares, and numbered.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "model/cycle.h"
#include "solver/compatibility.h"
#include "solver/internal/conjunctions.h"

namespace csnake::solver {

using StateId = uint32_t;

struct Context {
  std::array<model::FunctionId, 2> callers{};
  size_t told = 2;              // Of them: how many tell contexts apart, the nearest first (Situations::ToldBy).
  bool any = false;             // Any state may have occurred; `states` is empty.
  std::vector<StateId> states;  // Sorted, unique.
};

inline bool MayBeOne(const Context& a, const Context& b) {
  const size_t told = std::min(a.told, b.told);
  return std::equal(a.callers.begin(), a.callers.begin() + told, b.callers.begin());
}

// Sorted by callers. Empty: nothing is known, neither callers nor states.
using Side = std::vector<Context>;

class Situations {
 public:
  Situations(const model::Catalogue& catalogue, const CompatibilityOptions& options, Literals& literals,
             Conjunctions& conjunctions);

  // `forced` is the fault whose guard the injection forced, nullptr for natural occurrences. `runs` that showed the contexts: of fewer
  // than model::kTellingRuns only what holds for a whole execution is kept, as another run may come by another way.
  SideId Add(const std::vector<model::ContextStates>& contexts, const model::Fault* forced, int runs);
  const Side& At(SideId side) const { return sides_[static_cast<uint32_t>(side)]; }
  const model::LocalState& State(StateId state) const { return states_[state]; }
  // What the frame's branches say about the terms of frame `index`.
  const Conjunction& Conditions(size_t index, const model::LocalFrame& frame);
  std::string CallersToText(const Context& context) const;
  uint64_t contradictory_states() const { return contradictory_states_; }

 private:
  using Key = std::array<uint64_t, 4>;
  struct KeyHash {
    size_t operator()(const Key& key) const noexcept;
  };
  struct Branches {  // A bit for each that has a condition.
    uint64_t known = 0;
    uint64_t stable = 0;  // Those on stable terms alone.
  };
  struct StateHash {
    size_t operator()(const model::LocalState& state) const noexcept;
  };

  model::LocalState Reduced(const model::LocalState& state, const model::Fault* forced, int runs) const;
  // A function that comes again by itself, called by itself or by its own lambda, is a loop: who called before the loop began
  // does not show in later iterations. So callers tell contexts apart up to the first such call only.
  size_t ToldBy(const model::ContextStates& context) const;
  bool IsSelfOrOwnLambda(model::FunctionId caller, model::FunctionId callee) const;
  Context Merged(const model::ContextStates& from, const model::Fault* forced, int runs);
  StateId Intern(const model::LocalState& state);
  bool IsContradictory(StateId state);
  const Branches& BranchesOf(model::FunctionId function) const;
  bool IsStable(const model::Formula& term) const;
  model::Formula QualifiedCondition(size_t index, model::FunctionId function, const model::Branch& branch) const;

  const model::Catalogue& catalogue_;
  const CompatibilityOptions& options_;
  Literals& literals_;
  Conjunctions& conjunctions_;
  std::vector<Side> sides_;
  std::map<std::vector<uint64_t>, SideId> side_ids_;
  std::vector<model::LocalState> states_;
  std::vector<bool> contradictory_;
  std::unordered_map<model::LocalState, StateId, StateHash> state_ids_;
  std::unordered_map<Key, Conjunction, KeyHash> conditions_;
  mutable std::unordered_map<model::FunctionId, Branches> branches_;
  uint64_t contradictory_states_ = 0;
};

}  // namespace csnake::solver
