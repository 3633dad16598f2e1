// instrument/loop_kinds.h — which loops are fault points, and why the others are not. Analysis only: no names of any target.
#pragma once

#include "instrument/classify.h"
#include "model/site.h"

namespace csnake::instrument {

// Loops: constant bounds, and bodies without input, output, lock or call, are no fault points.
Verdict ClassifyLoop(clang::ASTContext& context, const Scope& scope, const clang::Stmt* loop);

// Whether there is input, output, a lock or a call of the system at or below `root`. Statements that `ignored` accepts do
// not count.
bool DoesWork(const Scope& scope, const clang::Stmt* root, const std::function<bool(const clang::Stmt*)>& ignored = nullptr);
inline constexpr const char* kIdle = "no input, output, lock or call of the system inside";

// Whether the function, a lambda's too, comes again by itself: it calls itself, or hands itself to a function that may call
// it later, also in a lambda of its own or through one other function of the target.
bool Repeats(const Scope& scope, const clang::FunctionDecl* function, const clang::Stmt* body);

// The variable that holds a lambda: declared with it, or assigned. `path` leads to the lambda. Null when there is none.
const clang::ValueDecl* HolderOf(const std::vector<const clang::Stmt*>& path, const clang::Stmt* lambda);

// Whether a case in it belongs to a switch around it.
bool HasOuterCase(const clang::Stmt* stmt);

// Whether a computed goto or an `asm goto` may leave it: Clang lets neither leave a scope whose end has something to do.
bool HasComputedJump(const clang::Stmt* stmt);

// Whether a clock drives it: it sleeps or waits for a time of its own, directly or in a function called from it whose body is visible,
// and it goes on until something else ends it. A loop over elements does not, however slow each is. kAlways: a statement of the
// body itself sleeps, and nothing in it jumps to the next iteration. Of other statements than loops, never kAlways.
model::Pause PauseOf(const clang::Stmt* loop);

}  // namespace csnake::instrument
