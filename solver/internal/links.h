// solver/internal/links.h — one link: do any two observed states of its fault fit, and what do they imply?
#pragma once

#include <unordered_map>

#include "solver/internal/situations.h"

namespace csnake::solver {

struct LinkFacts {
  Outcome outcome;
  // kChain only: the conditions on stable terms of each compatible pair of states, with the local conditions that are
  // tied to them; without pairs that ask more than another. Empty: no condition. `weakened`: too many, so only what all
  // of them imply is kept.
  Choice options;
  Conjunction required;  // Stable literals in every option.
  bool weakened = false;
};

class Links {
 public:
  Links(Level level, Situations& situations, Literals& literals, Conjunctions& conjunctions)
      : level_(level), situations_(situations), literals_(literals), conjunctions_(conjunctions) {}

  const LinkFacts& Find(SideId effect, SideId cause);
  // The open end of a chain: what its states imply, whichever is meant.
  const LinkFacts& FindEnd(SideId side);
  // The contradiction of the pair of states that is nearest to fitting, in source terms.
  std::vector<std::string> Explain(SideId effect, SideId cause);

 private:
  // Calls visit(conjunction, answer) for every pair until it returns false. A pair is refused without a question when
  // one branch had both outcomes; then the conjunction holds just the literals of that branch.
  template <typename Visit>
  void ForEachPair(SideId effect, SideId cause, Visit visit);
  template <typename Visit>
  bool VisitAlone(const Side& side, Visit visit);
  Conjunction Alone(StateId state);
  Answer DecidePair(const model::LocalState& a, const model::LocalState& b, Conjunction& conjunction);
  Conjunction OppositeOutcomes(size_t index, model::LocalFrame a, model::LocalFrame b);
  LinkFacts Compute(SideId effect, SideId cause);
  Conjunction Slice(const Conjunction& conjunction) const;
  void Reduce(LinkFacts& facts) const;

  Level level_;
  Situations& situations_;
  Literals& literals_;
  Conjunctions& conjunctions_;
  std::unordered_map<uint64_t, LinkFacts> links_;
  std::unordered_map<uint64_t, LinkFacts> ends_;
};

}  // namespace csnake::solver
