// instrument/classify.h — is this statement a fault point, and if not, why not? Analysis only: no names of any target.
//
// An answer is "" for a fault point, or the reason that `csnake sites --why` shows.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

#include <optional>
#include <string>

#include "instrument/scope.h"

namespace csnake::instrument {

// A candidate is something a person would call an error return, predicate call or loop; nullopt means it is not even that.
using Verdict = std::optional<std::string>;

// Call of a bool function of the target that detects a condition.
Verdict ClassifyPredicate(const Scope& scope, const clang::CallExpr* call);

}  // namespace csnake::instrument
