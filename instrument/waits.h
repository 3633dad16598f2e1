// instrument/waits.h — which functions of the standard and C libraries take a time that their caller gives them.
#pragma once

#include <clang/AST/Decl.h>

namespace csnake::instrument {

// Waits for something, and comes back without it when its time is over.
bool IsTimedWait(const clang::FunctionDecl* callee);

// Only lets time pass.
bool IsSleep(const clang::FunctionDecl* callee);

// Either.
bool IsPause(const clang::FunctionDecl* callee);

}  // namespace csnake::instrument
