#include "instrument/classify.h"

#include <algorithm>

#include "instrument/conditions.h"

namespace csnake::instrument {
namespace {

using clang::Expr;

bool IsLiteralFalse(const Expr* value) {
  const auto* literal = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(value);
  return literal && !literal->getValue();
}

bool IsNegativeLiteral(clang::ASTContext& context, const Expr* value) {
  const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(value);
  if (!unary || unary->getOpcode() != clang::UO_Minus) return false;
  Expr::EvalResult result;
  return !value->isValueDependent() && value->EvaluateAsInt(result, context) && result.Val.getInt().isNegative();
}

// Does any return of the function satisfy `test`?
bool SomeReturn(const clang::FunctionDecl* function, const std::function<bool(const Expr*)>& test) {
  return !ForEachStmt(function->getBody(), [&](const clang::Stmt* stmt) {
    const auto* statement = llvm::dyn_cast<clang::ReturnStmt>(stmt);
    return !statement || !statement->getRetValue() || !test(Strip(statement->getRetValue()));
  });
}

bool TakesMutable(const clang::FunctionDecl* function) {
  return std::ranges::any_of(function->parameters(), [](const clang::ParmVarDecl* parameter) {
    const clang::QualType type = parameter->getType();
    return (type->isReferenceType() || type->isPointerType()) && !type->getPointeeType().isConstQualified();
  });
}

// A function that looks and does not act: a const method, or a free function that gets nothing it could change.
bool IsPredicate(const clang::FunctionDecl* function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  if (method && !method->isStatic()) return method->isConst() && !TakesMutable(function);
  return function->getNumParams() > 0 && !TakesMutable(function);
}

bool IsStd(const clang::CXXRecordDecl* record, llvm::StringRef name) {
  return record && record->isInStdNamespace() && record->getName() == name;
}

// A class that carries success or failure: it can be asked `ok()`-like questions. A conversion to bool alone does not
// count: handles, pointers and functions have one as well.
bool HasStatusShape(const clang::CXXRecordDecl* record) {
  if (!record || !record->hasDefinition()) return false;
  if (IsStd(record, "error_code") || IsStd(record, "error_condition")) return true;
  for (const clang::CXXMethodDecl* method : record->getDefinition()->methods()) {
    if (!method->isConst() || method->getNumParams() != 0 || !method->getReturnType()->isBooleanType()) continue;
    const llvm::StringRef name = method->getDeclName().isIdentifier() ? method->getName() : "";
    if (name.equals_insensitive("ok") || name.equals_insensitive("is_ok") || name.equals_insensitive("isok") || name == "has_value")
      return true;
  }
  return false;
}

bool MakesError(const Scope& scope, const clang::CXXRecordDecl* type, const Expr* value, int depth = 0);

// Whether a free function only makes errors: its returns do, or, of a library's, it stands beside the type.
bool IsErrorFactory(const Scope& scope, const clang::CXXRecordDecl* type, const clang::FunctionDecl* callee, int depth) {
  const clang::FunctionDecl* definition = nullptr;
  if (callee->hasBody(definition))
    return depth < 2 && !SomeReturn(definition, [&](const Expr* e) { return !MakesError(scope, type, e, depth + 1); });
  return !scope.Contains(callee) && callee->getDeclContext()->getRedeclContext()->Equals(type->getDeclContext()->getRedeclContext());
}

// An expression that makes an error out of details: `Status::IOError("...")`, `MakeError(kBusy)`, `std::unexpected(e)`.
bool MakesError(const Scope& scope, const clang::CXXRecordDecl* type, const Expr* value, int depth) {
  const auto is_type = [type](clang::QualType other) { return other.getNonReferenceType()->getAsCXXRecordDecl() == type; };
  if (IsStd(value->getType()->getAsCXXRecordDecl(), "unexpected")) return true;
  if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(value)) {
    if (construct->getNumArgs() == 0) return false;
    if (construct->getNumArgs() == 1) return MakesError(scope, type, Strip(construct->getArg(0)), depth);
    return !is_type(construct->getArg(0)->getType());
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(value);
  const clang::FunctionDecl* callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || callee->getNumParams() == 0 || !is_type(callee->getReturnType())) return false;
  if (std::ranges::any_of(call->arguments(), [&](const Expr* argument) { return is_type(argument->getType()); })) return false;
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee)) return method->isStatic() && method->getParent() == type;
  return IsErrorFactory(scope, type, callee, depth);
}

// `{}`, `nullopt`, `nullptr`: an optional or owning pointer without a value.
bool IsEmptyValue(const Expr* value) {
  const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(value);
  const auto* list = llvm::dyn_cast<clang::InitListExpr>(value);
  return (construct && construct->getNumArgs() == 0) || (list && list->getNumInits() == 0) || value->getType()->isNullPtrType() ||
         IsStd(value->getType()->getAsCXXRecordDecl(), "nullopt_t");
}

Verdict ClassifyEnum(const clang::FunctionDecl* function, const Expr* value) {
  const auto constant = [](const Expr* expr) -> const clang::EnumConstantDecl* {
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(expr);
    return use ? llvm::dyn_cast<clang::EnumConstantDecl>(use->getDecl()) : nullptr;
  };
  const auto* returned = constant(value);
  if (!returned || returned->getInitVal().isZero()) return std::nullopt;
  const bool zero_is_usual = SomeReturn(function, [&](const Expr* other) {
    const auto* success = constant(other);
    return success && success->getInitVal().isZero();
  });
  return zero_is_usual ? Verdict("") : Verdict("the function never returns the enumerator 0, so no value is known to mean success");
}

Verdict ClassifyClass(const Scope& scope, const clang::CXXRecordDecl* record, const clang::FunctionDecl* function, const Expr* value) {
  const bool holder = IsStd(record, "optional") || IsStd(record, "unique_ptr") || IsStd(record, "shared_ptr");
  if (!holder && !HasStatusShape(record)) return std::nullopt;
  const auto is_error = [&](const Expr* e) { return holder ? IsEmptyValue(e) : MakesError(scope, record, e); };
  if (is_error(value)) {
    const bool can_succeed = SomeReturn(function, [&](const Expr* e) { return !is_error(e); });
    return can_succeed ? Verdict("") : Verdict("the function makes nothing but errors; those who return them are hooked");
  }
  if (!holder && llvm::isa<clang::DeclRefExpr>(value)) return "passes on a value that another site made";
  return std::nullopt;
}

// Whether a function's value is the same in the whole run: constants, chosen by constants.
bool AnswersAlike(const clang::FunctionDecl* definition) {
  const auto constant = [](const Expr* expr) { return !expr || Conditions::IsConfiguration(expr); };
  return ForEachStmt(definition->getBody(), [&](const clang::Stmt* stmt) {
    if (const auto* s = llvm::dyn_cast<clang::ReturnStmt>(stmt)) return constant(s->getRetValue());
    if (const auto* s = llvm::dyn_cast<clang::IfStmt>(stmt)) return constant(s->getCond());
    return !llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt, clang::SwitchStmt, clang::CXXTryStmt>(stmt);
  });
}

}  // namespace

Verdict ClassifyReturn(clang::ASTContext& context, const Scope& scope, const clang::FunctionDecl* function, const clang::ReturnStmt* statement) {
  if (!statement->getRetValue() || function->getReturnType()->isDependentType()) return std::nullopt;
  const Expr* value = Strip(statement->getRetValue());
  const clang::QualType type = function->getReturnType().getCanonicalType();
  const auto other = [&](auto is_error) { return SomeReturn(function, [&](const Expr* e) { return !is_error(e); }); };
  if (type->isBooleanType()) {
    if (!IsLiteralFalse(value)) return std::nullopt;
    if (IsPredicate(function)) return "`false` answers a question; its callers are hooked as negations";
    return other(IsLiteralFalse) ? Verdict("") : Verdict("the function returns nothing but `false`");
  }
  if (type->isPointerType()) {
    const auto is_null = [&](const Expr* e) { return e->isNullPointerConstant(context, Expr::NPC_ValueDependentIsNotNull) != Expr::NPCK_NotNull; };
    if (!is_null(value)) return std::nullopt;
    return other(is_null) ? Verdict("") : Verdict("the function returns nothing but null");
  }
  if (type->isEnumeralType()) return ClassifyEnum(function, value);
  if (type->isSignedIntegerType()) {
    const auto negative = [&](const Expr* e) { return IsNegativeLiteral(context, e); };
    if (!negative(value)) return std::nullopt;
    return other(negative) ? Verdict("") : Verdict("the function returns nothing but negative numbers");
  }
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record ? ClassifyClass(scope, record, function, value) : std::nullopt;
}

Verdict ClassifyPredicate(const Scope& scope, const clang::CallExpr* call) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (!callee || !callee->getReturnType()->isBooleanType() || !scope.Contains(callee)) return std::nullopt;
  if (callee->getBuiltinID() != 0) return std::nullopt;  // __builtin_add_overflow has the place of its first call.
  if (llvm::isa<clang::CXXOperatorCallExpr>(call) || llvm::isa<clang::CXXConversionDecl>(callee)) return std::nullopt;
  if (callee->isConstexpr()) return "constexpr: its value does not depend on the run's state";
  if (!IsPredicate(callee)) return "acts and reports success: its `return false` is the fault point";
  const clang::FunctionDecl* definition = nullptr;
  if (callee->hasBody(definition) && AnswersAlike(definition)) return "depends only on constants or configuration";
  return "";
}

bool NeverFallsThrough(const clang::Stmt* statement) {
  if (!statement) return false;
  if (llvm::isa<clang::ReturnStmt, clang::BreakStmt, clang::ContinueStmt, clang::GotoStmt, clang::CoreturnStmt>(statement)) return true;
  if (const auto* expr = llvm::dyn_cast<Expr>(statement)) {
    const Expr* inner = expr->IgnoreUnlessSpelledInSource();
    if (const auto* cleanups = llvm::dyn_cast<clang::ExprWithCleanups>(inner)) inner = cleanups->getSubExpr();
    if (llvm::isa<clang::CXXThrowExpr>(inner)) return true;
    const auto* call = llvm::dyn_cast<clang::CallExpr>(inner);
    return call && call->getDirectCallee() && call->getDirectCallee()->isNoReturn();
  }
  if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(statement))
    return !block->body_empty() && NeverFallsThrough(block->body_back());
  if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(statement))
    return branch->getElse() && NeverFallsThrough(branch->getThen()) && NeverFallsThrough(branch->getElse());
  return false;
}

}  // namespace csnake::instrument
