// instrument/throwing_calls.h — calls that throw as surely as `throw` does.
#pragma once

#include <clang/AST/ExprCXX.h>

#include <string>

#include "instrument/classify.h"

namespace csnake::instrument {

// Whether a function of the target does nothing but throw, and everybody who calls it can see that: declared noreturn
// and not noexcept, or a void one with a body in every unit that calls it. Its calls are throw sites, its own throws are not.
bool IsThrowingHelper(const Scope& scope, const clang::FunctionDecl* function);

// A call of such a function, std::throw_with_nested, set_exception or rethrow_exception.
Verdict ClassifyThrowingCall(const Scope& scope, const clang::CallExpr* call);

}  // namespace csnake::instrument
