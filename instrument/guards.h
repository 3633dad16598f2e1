// instrument/guards.h — what leads to a statement: the condition, switch or handler that injection forces (method 1).
//
// Guards with nothing between them are one guard, as if joined by &&: `if (a) { if (b) throw E(); }` is forced as
// `if (a && b) throw E();` would be, else-if chains likewise. Anything between them would run in a state that it was
// not written for, so then only the nearest one is forced.
#pragma once

#include <clang/AST/StmtCXX.h>

#include <functional>
#include <utility>
#include <vector>

namespace csnake::instrument {

struct Guard {
  enum class Way {
    kNone,     // Nothing: always reached, or by a form that cannot be forced.
    kBranch,   // `owner`: an if, loop, ?:, && or ||, whose condition must be `wanted`.
    kSwitch,   // `owner`: a switch, whose value must lead to `label`.
    kHandler,  // `owner`: a try, in which what `handler` catches must be thrown.
    kJump,     // A label before it.
  };
  Way way = Way::kNone;
  const clang::Stmt* owner = nullptr;
  bool wanted = true;
  const clang::SwitchCase* label = nullptr;
  const clang::CXXCatchStmt* handler = nullptr;
  std::vector<std::pair<const clang::Stmt*, bool>> outer;  // Around it with nothing between, innermost first; at most 3.
};

// `path`: statements from below `body` down to the site, itself the last. `hooked`: whether a statement's condition can be forced.
Guard FindGuard(const std::vector<const clang::Stmt*>& path, const clang::CompoundStmt* body,
                const std::function<bool(const clang::Stmt*)>& hooked);

// Whether control never leaves the end of the statement.
bool NeverFallsThrough(const clang::Stmt* statement);

}  // namespace csnake::instrument
