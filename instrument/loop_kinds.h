// instrument/loop_kinds.h — which loops are fault points, and why the others are not. Analysis only: no names of any target.
#pragma once

#include "instrument/classify.h"

namespace csnake::instrument {

// Loops: constant bounds, and bodies without input, output, lock or call, are no fault points.
Verdict ClassifyLoop(clang::ASTContext& context, const Scope& scope, const clang::Stmt* loop);

// Whether each iteration sleeps or waits for a time of its own, directly or in a function called from it whose body is visible.
bool IsPaced(const clang::Stmt* loop);

}  // namespace csnake::instrument
