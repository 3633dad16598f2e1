#include "instrument/throwing_calls.h"

#include <clang/AST/DeclCXX.h>

#include "instrument/guards.h"

namespace csnake::instrument {
namespace {

using clang::Expr;
using clang::Stmt;

bool Throws(const Scope& scope, const Stmt* body) {
  return !ForEachStmt(body, [&](const Stmt* stmt) {
    if (llvm::isa<clang::CXXThrowExpr>(stmt)) return false;
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    return !call || ClassifyThrowingCall(scope, call) != "";
  });
}

// Whether it ends with a throw; what ends with exit() or abort() does not.
bool EndsThrowing(const Scope& scope, const Stmt* body) {
  const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(body);
  return block && !block->body_empty() && Throws(scope, block->body_back());
}

bool Returns(const Stmt* body) {
  return !ForEachStmt(body, [](const Stmt* stmt) { return !llvm::isa<clang::ReturnStmt>(stmt); });
}

// An exception made on the spot, not one that was caught or stored.
bool IsMadeHere(const Expr* exception) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(Strip(exception));
  const clang::FunctionDecl* callee = call ? call->getDirectCallee() : nullptr;
  return callee && IsNamed(callee, {"make_exception_ptr"});
}

}  // namespace

bool IsThrowingHelper(const Scope& scope, const clang::FunctionDecl* function) {
  if (!scope.Contains(function) || function->isExternC() || function->isMain()) return false;
  if (const auto* type = function->getType()->getAs<clang::FunctionProtoType>(); !type || (!type->isDependentType() && type->isNothrow())) return false;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  if (method && (method->getParent()->isLambda() || llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(method))) return false;
  const clang::FunctionDecl* definition = nullptr;
  const bool visible = function->hasBody(definition);
  if (function->isNoReturn()) return !visible || EndsThrowing(scope, definition->getBody());
  if (!visible || !function->getReturnType()->isVoidType() || (method && method->isVirtual())) return false;
  if (function->isExternallyVisible() && !function->isInlined() && !function->isTemplated()) return false;
  return NeverFallsThrough(definition->getBody()) && !Returns(definition->getBody()) && EndsThrowing(scope, definition->getBody());
}

Verdict ClassifyThrowingCall(const Scope& scope, const clang::CallExpr* call) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (!callee) return std::nullopt;
  if (IsInStd(callee)) {
    if (IsNamed(callee, {"throw_with_nested"})) return "";
    if (!IsNamed(callee, {"set_exception", "rethrow_exception"}) || call->getNumArgs() != 1) return std::nullopt;
    return IsMadeHere(call->getArg(0)) ? "" : "passes on an exception that another site made";
  }
  return IsThrowingHelper(scope, callee) ? Verdict("") : std::nullopt;
}

}  // namespace csnake::instrument
