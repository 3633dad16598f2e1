#include "instrument/subjects.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <array>
#include <optional>

#include "instrument/conditions.h"
#include "instrument/waits.h"

namespace csnake::instrument {
namespace {

using clang::BinaryOperatorKind;
using clang::Expr;
using Kind = Subject::Kind;

// A local that keeps what it was initialised with is the same as its initialiser.
const Expr* Behind(const Expr* expr) {
  expr = Strip(expr);
  for (int depth = 0; depth < 3; ++depth) {
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(expr);
    const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
    if (!variable || !variable->hasLocalStorage() || llvm::isa<clang::ParmVarDecl>(variable) || !variable->getInit()) return expr;
    const Expr* initializer = Strip(variable->getInit());
    if (initializer->getType().isNull()) return expr;  // In a template: `T x(y)`.
    expr = initializer;
  }
  return expr;
}

bool IsClockCall(const clang::FunctionDecl* callee, int depth);

bool CallsClock(const clang::Stmt* root, int depth) {
  return !ForEachStmt(root, [&](const clang::Stmt* stmt) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    return !call || !call->getDirectCallee() || !IsClockCall(call->getDirectCallee(), depth);
  });
}

bool IsClockCall(const clang::FunctionDecl* callee, int depth) {
  if (!callee->getDeclName().isIdentifier()) return false;
  if (IsInStd(callee)) return callee->getName() == "now";
  if (callee->isExternC() && IsNamed(callee, {"clock_gettime", "gettimeofday", "time", "clock", "timespec_get", "uv_now", "uv_hrtime"})) return true;
  const clang::FunctionDecl* definition = nullptr;
  if (depth == 0 || !callee->hasBody(definition) || callee->getReturnType()->isVoidType()) return false;
  return CallsClock(definition->getBody(), depth - 1);
}

bool IsTimeType(clang::QualType type) {
  for (clang::QualType at = type; const auto* alias = at->getAs<clang::TypedefType>(); at = alias->desugar())
    if (IsNamed(alias->getDecl(), {"time_t", "clock_t", "suseconds_t"})) return true;
  const clang::CXXRecordDecl* record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && IsInStd(record) && IsNamed(record, {"time_point"});
}

bool IsDuration(clang::QualType type) {
  const clang::CXXRecordDecl* record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && IsInStd(record) && IsNamed(record, {"duration"});
}

bool IsAtomic(clang::QualType type) {
  if (type.getNonReferenceType()->isAtomicType()) return true;
  const clang::CXXRecordDecl* record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && IsInStd(record) && IsNamed(record, {"atomic", "__atomic_base", "atomic_flag"});
}

// What an atomic is read through: `a`, `a.load()`, `a.test()`.
const Expr* ReadThrough(const Expr* expr) {
  expr = Strip(expr);
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(expr);
  if (call && call->getMethodDecl() && IsAtomic(call->getImplicitObjectArgument()->getType())) return Strip(call->getImplicitObjectArgument());
  return expr;
}

bool IsRelational(BinaryOperatorKind op) { return op >= clang::BO_LT && op <= clang::BO_GE; }

std::optional<BinaryOperatorKind> OperatorOf(clang::OverloadedOperatorKind kind) {
  switch (kind) {
    case clang::OO_EqualEqual: return clang::BO_EQ;
    case clang::OO_ExclaimEqual: return clang::BO_NE;
    case clang::OO_Less: return clang::BO_LT;
    case clang::OO_LessEqual: return clang::BO_LE;
    case clang::OO_Greater: return clang::BO_GT;
    case clang::OO_GreaterEqual: return clang::BO_GE;
    default: return std::nullopt;
  }
}

bool IsParameter(const Expr* expr) {
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(Strip(expr));
  return use && llvm::isa<clang::ParmVarDecl>(use->getDecl());
}

bool IsLocal(const Expr* expr) {
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(Strip(expr));
  const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasLocalStorage() && !llvm::isa<clang::ParmVarDecl>(variable);
}

// A difference, sum or increment counts by its parts.
const Expr* CountedPart(const Expr* expr) {
  expr = Strip(expr);
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expr); unary && unary->isIncrementDecrementOp()) return Strip(unary->getSubExpr());
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expr);
      call && (call->getOperator() == clang::OO_PlusPlus || call->getOperator() == clang::OO_MinusMinus))
    return Strip(call->getArg(0));
  const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(expr);
  return binary && binary->isAdditiveOp() ? CountedPart(binary->getLHS()) : expr;
}

Subject Later(Subject a, Subject b) {
  if (a.kind == Kind::kNone && b.kind == Kind::kNone) return a.unfit.empty() ? b : a;
  return a.kind >= b.kind ? a : b;
}

}  // namespace

std::string_view ToText(Kind kind) {
  switch (kind) {
    case Kind::kNone: return "nothing";
    case Kind::kState: return "a state";
    case Kind::kCount: return "a count";
    case Kind::kSize: return "a size";
    case Kind::kTime: return "time";
    case Kind::kWait: return "how a timed wait ended";
  }
  return "";
}

bool IsTimedWaitCall(const Expr* expr) {
  const auto* call = llvm::dyn_cast<clang::CallExpr>(Behind(expr));
  const clang::FunctionDecl* callee = call ? call->getDirectCallee() : nullptr;
  return callee && IsTimedWait(callee);
}

Subject Subjects::Of(const Expr* condition) const {
  condition = Strip(condition);
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(condition); unary && unary->getOpcode() == clang::UO_LNot) return Of(unary->getSubExpr());
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(condition)) {
    if (binary->isLogicalOp()) return Later(Of(binary->getLHS()), Of(binary->getRHS()));
    if (binary->isComparisonOp()) return OfComparison(binary->getOpcode(), binary->getLHS(), binary->getRHS());
  }
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(condition))
    if (const auto op = OperatorOf(call->getOperator()); op && call->getNumArgs() == 2) return OfComparison(*op, call->getArg(0), call->getArg(1));
  if (const auto* rewritten = llvm::dyn_cast<clang::CXXRewrittenBinaryOperator>(condition)) {
    const auto form = rewritten->getDecomposedForm();
    return OfComparison(form.Opcode, form.LHS, form.RHS);
  }
  if (IsTimedWaitCall(condition)) return {Kind::kWait, false, ""};
  const Expr* behind = Behind(condition);
  if (behind != condition && behind->getType()->isBooleanType() && !llvm::isa<clang::CXXBoolLiteralExpr>(behind)) return Of(behind);
  return OfFlag(condition);
}

Subject Subjects::OfFlag(const Expr* flag) const {
  const Expr* read = ReadThrough(flag);
  if (!IsAtomic(read->getType()) && !read->getType()->isBooleanType()) return {};
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(read);
  const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  if (!llvm::isa<clang::MemberExpr>(read) && !IsAtomic(read->getType()) && !(variable && !variable->hasLocalStorage())) return {};
  if (!IsChanging(read)) return {Kind::kNone, false, "a flag that nothing in this unit sets after construction: configuration"};
  return {Kind::kState, false, ""};
}

Subject Subjects::OfComparison(BinaryOperatorKind op, const Expr* left, const Expr* right) const {
  const Expr* l = Strip(left);
  const Expr* r = Strip(right);
  if (l->isTypeDependent() || r->isTypeDependent()) return {};
  if (IsTimedWaitCall(l) || IsTimedWaitCall(r)) {
    const bool of_failure = l->getType()->isIntegerType() && (op == clang::BO_LT || op == clang::BO_GE);
    if (!of_failure) return {Kind::kWait, false, ""};
    return {Kind::kNone, false, "asks whether the wait failed, not whether its time is over"};
  }
  if (IsConstant(l) && IsConstant(r)) {
    const bool of_interest = IsDuration(l->getType()) || l->getType()->isIntegralOrEnumerationType();
    return {Kind::kNone, false, of_interest ? "depends only on constants or configuration" : ""};
  }
  if (IsTime(l) || IsTime(r)) return {Kind::kTime, false, ""};
  if (IsDuration(l->getType())) {
    if (IsConstant(l) || IsConstant(r)) return {Kind::kNone, false, "compares lengths of time, none of which a clock made"};
    return {Kind::kTime, false, ""};
  }
  const clang::QualType type = l->getType().getNonReferenceType();
  if (type->isEnumeralType()) {
    const Expr* read = IsConstant(r) ? ReadThrough(l) : ReadThrough(r);
    const auto* call = llvm::dyn_cast<clang::CallExpr>(read);
    if (IsChanging(read)) return {Kind::kState, false, ""};
    const bool named = llvm::isa<clang::MemberExpr>(read) || call;
    return {Kind::kNone, false, named ? "an enumerator that nothing in this unit sets after construction: kind of a message or configuration" : ""};
  }
  if (!(type->isIntegerType() && !type->isBooleanType() && !type->isAnyCharacterType()) && !IsAtomic(type) && !type->isFloatingType()) return {};
  if (IsSize(r) && (IsLocal(l) || IsParameter(l))) return {Kind::kNone, false, "compares a position with a length"};
  const bool measure_right = IsConstant(l) || (!IsSize(l) && IsSize(r)) || (!IsCount(l) && IsCount(r));
  const auto turned = op == clang::BO_EQ || op == clang::BO_NE ? op : clang::BinaryOperator::reverseComparisonOp(op);
  return measure_right ? OfNumbers(turned, r, l) : OfNumbers(op, l, r);
}

Subject Subjects::OfNumbers(BinaryOperatorKind op, const Expr* measure, const Expr* bound) const {
  Expr::EvalResult constant;
  const bool known = !bound->isValueDependent() && bound->getType()->isIntegralOrEnumerationType() && bound->EvaluateAsInt(constant, context_);
  const bool nothing = known && constant.Val.getInt().getSExtValue() <= 1 && constant.Val.getInt().getSExtValue() >= -1;
  const bool size = IsSize(measure);
  if (!size && !IsCount(measure)) {
    const bool parameter = IsParameter(measure) && (IsConstant(bound) || IsParameter(bound));
    return {Kind::kNone, false, parameter ? "checks an argument" : ""};
  }
  if (nothing) return {Kind::kNone, false, "only tells something from nothing"};
  if (size && IsLocal(bound) && !IsConstant(Behind(bound))) return {Kind::kNone, false, "compares a position with a length"};
  if (size && IsSize(bound) && !IsRelational(op)) return {Kind::kNone, false, "compares two lengths"};
  const bool local = !size && !IsChanging(ReadThrough(CountedPart(measure)));
  if (!IsRelational(op) && (known || local) && !size) return {Kind::kNone, false, "compares a number with one value, not with a limit"};
  return {size ? Kind::kSize : Kind::kCount, local, ""};
}

bool Subjects::IsTime(const Expr* expr, int depth) const {
  expr = Strip(expr);
  if (IsTimeType(expr->getType())) return true;
  const bool number = expr->getType()->isArithmeticType();
  if (!number && !IsDuration(expr->getType())) return false;
  if (CallsClock(expr, 2)) return true;
  if (depth > 3) return false;
  return !ForEachStmt(expr, [&](const clang::Stmt* part) {
    const auto* inner = llvm::dyn_cast<Expr>(part);
    if (!inner || inner->getType().isNull() || inner->isTypeDependent()) return true;
    if (inner != expr && IsTimeType(inner->getType())) return false;
    const Expr* behind = Behind(inner);
    return behind == Strip(inner) || !IsTime(behind, depth + 1);
  });
}

bool Subjects::IsSize(const Expr* expr) const {
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(Behind(expr));
  const clang::CXXMethodDecl* method = call ? call->getMethodDecl() : nullptr;
  if (!method || !method->isConst() || call->getNumArgs() != 0 || !method->getReturnType()->isIntegerType()) return false;
  if (IsInStd(method)) return IsNamed(method, {"size", "length"}) && !IsNamed(method->getParent(), {"basic_string", "basic_string_view", "span", "array"});
  return scope_.Contains(method) && !method->getReturnType()->isBooleanType();
}

bool Subjects::IsCount(const Expr* expr) const {
  const Expr* part = ReadThrough(CountedPart(expr));
  if (IsChanging(part)) return true;
  if (!IsLocal(part) || !part->getType()->isIntegerType()) return false;
  // A local that counts: it is stepped somewhere, not only set.
  return llvm::isa<clang::IntegerLiteral>(Behind(part)) && Behind(part)->getType()->isIntegerType();
}

bool Subjects::IsChanging(const Expr* expr) const {
  expr = Strip(expr);
  if (IsAtomic(expr->getType())) return true;
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expr)) {
    const auto* field = llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
    return field && !field->getType().isConstQualified() && written_.contains(FieldName(field));
  }
  if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(expr)) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(use->getDecl());
    return variable && !variable->hasLocalStorage() && !variable->getType().isConstQualified();
  }
  const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(expr);
  const clang::FunctionDecl* definition = nullptr;
  if (!call || !call->getMethodDecl() || call->getNumArgs() != 0 || !call->getMethodDecl()->hasBody(definition)) return false;
  // An accessor: `return state_;`.
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(definition->getBody());
  const auto* only = body && body->size() == 1 ? llvm::dyn_cast<clang::ReturnStmt>(body->body_front()) : nullptr;
  return only && only->getRetValue() && !llvm::isa<clang::CXXMemberCallExpr>(Strip(only->getRetValue())) && IsChanging(ReadThrough(only->getRetValue()));
}

bool Subjects::IsConstant(const Expr* expr) const {
  expr = Strip(expr);
  if (Conditions::IsConfiguration(expr)) return true;
  Expr::EvalResult value;
  return !expr->isValueDependent() && expr->getType()->isIntegralOrEnumerationType() && expr->EvaluateAsInt(value, context_);
}

}  // namespace csnake::instrument
