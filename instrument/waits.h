// instrument/waits.h — which functions of the standard and C libraries take a time that their caller gives them.
#pragma once

#include <clang/AST/Decl.h>

namespace csnake::instrument {

// Waits for something, and comes back without it when its time is over.
bool IsTimedWait(const clang::FunctionDecl* callee);

// These, and those that only sleep.
bool IsPause(const clang::FunctionDecl* callee);

}  // namespace csnake::instrument
