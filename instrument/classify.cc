#include "instrument/classify.h"

#include <algorithm>

#include "instrument/conditions.h"
#include "instrument/status_types.h"

namespace csnake::instrument {
namespace {

using clang::Expr;

// Whether a function's value is the same in the whole run: constants, chosen by constants.
bool AnswersAlike(const clang::FunctionDecl* definition) {
  const auto constant = [](const Expr* expr) { return !expr || Conditions::IsConfiguration(expr); };
  return ForEachStmt(definition->getBody(), [&](const clang::Stmt* stmt) {
    if (const auto* s = llvm::dyn_cast<clang::ReturnStmt>(stmt)) return constant(s->getRetValue());
    if (const auto* s = llvm::dyn_cast<clang::IfStmt>(stmt)) return constant(s->getCond());
    return !llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt, clang::SwitchStmt, clang::CXXTryStmt>(stmt);
  });
}

// Whether all that a function is told is one character: it sorts the letters of a text, not the states of a system.
bool LooksAtOneCharacter(const clang::FunctionDecl* callee) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  return (!method || method->isStatic()) && callee->getNumParams() == 1 && callee->getParamDecl(0)->getType().getCanonicalType()->isAnyCharacterType();
}

}  // namespace

Verdict ClassifyPredicate(const Scope& scope, const clang::CallExpr* call) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (!callee || !callee->getReturnType()->isBooleanType() || !scope.Contains(callee)) return std::nullopt;
  if (callee->getBuiltinID() != 0) return std::nullopt;  // __builtin_add_overflow has the place of its first call.
  if (llvm::isa<clang::CXXOperatorCallExpr>(call) || llvm::isa<clang::CXXConversionDecl>(callee)) return std::nullopt;
  if (callee->isConstexpr()) return "constexpr: its value does not depend on the run's state";
  if (!LooksInView(scope, callee)) return "acts and reports success: its `return false` is the fault point";
  if (LooksAtOneCharacter(callee)) return "looks at nothing but one character";
  const clang::FunctionDecl* definition = nullptr;
  if (callee->hasBody(definition) && AnswersAlike(definition)) return "depends only on constants or configuration";
  return "";
}

}  // namespace csnake::instrument
