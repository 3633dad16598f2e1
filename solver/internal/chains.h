// solver/internal/chains.h — conditions on stable terms, carried along a whole chain.
#pragma once

#include <map>
#include <span>

#include "solver/internal/links.h"

namespace csnake::solver {

struct ChainFacts {
  Outcome outcome;
  Conjunction chosen;  // Compatible: the conditions of one choice of states, the first in canonical order that fits.
};

// What an open chain says at its two ends. kIgnored: nothing, so that what refuses a part refuses the whole.
enum class Ends : uint8_t { kClosed, kObserved, kIgnored };

class Chains {
 public:
  Chains(Links& links, Literals& literals, Conjunctions& conjunctions)
      : links_(links), literals_(literals), conjunctions_(conjunctions) {}

  // Supposes that all links are compatible.
  const ChainFacts& Find(std::span<const Sides> hops, Ends ends);
  std::vector<std::string> Needs(const ChainFacts& facts);
  // A minimal set of conditions that refuse the chain.
  std::vector<std::string> Explain(std::span<const Sides> hops, Ends ends);

 private:
  using Key = std::pair<bool, std::vector<Choice>>;

  // One choice per link that asks for anything. False: some were weakened, so agreement proves nothing.
  bool Collect(std::span<const Sides> hops, Ends ends, std::vector<Choice>& choices);
  void AddChoice(const LinkFacts& facts, uint32_t situation, std::vector<Choice>& choices);
  ChainFacts Solve(const std::vector<Choice>& choices);
  bool ChooseFirstFit(const std::vector<Choice>& choices, bool look_ahead, ChainFacts& facts);
  Answer Decide(const std::vector<Choice>& choices);
  std::vector<std::string> ToText(const Conjunction& conjunction) const;

  Links& links_;
  Literals& literals_;
  Conjunctions& conjunctions_;
  std::map<Key, ChainFacts> cache_;
};

}  // namespace csnake::solver
