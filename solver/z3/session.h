// solver/z3/session.h — the only door to Z3: one context, one incremental solver, expressions kept per atom.
#pragma once

#include <memory>
#include <vector>

#include "solver/internal/bounds.h"
#include "solver/internal/literals.h"

namespace csnake::solver {

// Every answer is kUnknown when the work limit is reached or Z3 refuses the input (an ill-sorted formula).
class Session {
 public:
  Session(const Literals& literals, uint32_t work_limit);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Answer Check(const Conjunction& conjunction);
  // `fixed` and one conjunction of each choice.
  Answer Check(const Conjunction& fixed, const std::vector<Choice>& choices);
  // A contradictory part of a contradictory conjunction; the whole of it if Z3 gives up.
  Conjunction Core(const Conjunction& conjunction);

 private:
  struct Engine;
  Engine& Start();

  const Literals& literals_;
  uint32_t work_limit_;
  std::unique_ptr<Engine> engine_;  // Made when first needed: a context costs 10 ms, and most questions need none.
};

}  // namespace csnake::solver
