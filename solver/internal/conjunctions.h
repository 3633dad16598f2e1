// solver/internal/conjunctions.h — decides conjunctions: cache, then bounds, then Z3.
#pragma once

#include <unordered_map>

#include "solver/compatibility.h"
#include "solver/internal/literals.h"
#include "solver/z3/session.h"

namespace csnake::solver {

class Conjunctions {
 public:
  Conjunctions(const Literals& literals, uint32_t work_limit) : literals_(literals), session_(literals, work_limit) {}

  Answer Decide(const Conjunction& conjunction);
  Answer Decide(const Conjunction& fixed, const std::vector<Choice>& choices);
  // A smallest-by-deletion contradictory part of a contradictory conjunction.
  Conjunction Core(const Conjunction& conjunction);
  // Without the literals that the others imply.
  Conjunction Irredundant(const Conjunction& conjunction);

  const Statistics& statistics() const { return statistics_; }

 private:
  Answer Compute(const Conjunction& conjunction);

  const Literals& literals_;
  Session session_;
  std::unordered_map<Conjunction, Answer, ConjunctionHash> cache_;
  Statistics statistics_;
};

}  // namespace csnake::solver
