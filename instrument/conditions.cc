#include "instrument/conditions.h"

#include <clang/AST/Attr.h>
#include <clang/AST/ParentMapContext.h>

#include <algorithm>
#include <optional>

#include "model/ids.h"

namespace csnake::instrument {
namespace {

using clang::BinaryOperator;
using clang::Expr;
using clang::UnaryOperator;
using model::Formula;
using model::Op;
using model::Sort;

std::optional<Op> ComparisonOf(clang::BinaryOperatorKind kind) {
  switch (kind) {
    case clang::BO_EQ: return Op::kEqual;
    case clang::BO_NE: return Op::kNotEqual;
    case clang::BO_LT: return Op::kLess;
    case clang::BO_LE: return Op::kLessEqual;
    case clang::BO_GT: return Op::kGreater;
    case clang::BO_GE: return Op::kGreaterEqual;
    default: return std::nullopt;
  }
}

std::optional<Op> ComparisonOf(clang::OverloadedOperatorKind kind) {
  switch (kind) {
    case clang::OO_EqualEqual: return Op::kEqual;
    case clang::OO_ExclaimEqual: return Op::kNotEqual;
    case clang::OO_Less: return Op::kLess;
    case clang::OO_LessEqual: return Op::kLessEqual;
    case clang::OO_Greater: return Op::kGreater;
    case clang::OO_GreaterEqual: return Op::kGreaterEqual;
    default: return std::nullopt;
  }
}

constexpr int kDepthMax = 100;     // Readers accept 200.
constexpr size_t kNameMax = 60;

int Depth(const Formula& formula) {
  int depth = 0;
  for (const Formula& argument : formula.arguments) depth = std::max(depth, Depth(argument) + 1);
  return depth;
}

Formula Not(Formula formula) { return model::Apply(Op::kNot, {std::move(formula)}); }

bool IsModelled(clang::QualType type) {
  return !type.isNull() && !type->isDependentType() &&
         (type->isIntegralOrEnumerationType() || type->isPointerType() || type->isNullPtrType());
}

// How the parent uses an lvalue: reads it, or may write it.
bool MayWrite(clang::ASTContext& context, const Expr* use) {
  const clang::Stmt* at = use;
  for (;;) {
    const auto parents = context.getParents(*at);
    if (parents.empty()) return true;
    const auto* parent = parents[0].get<clang::Stmt>();
    if (!parent) return !parents[0].get<clang::VarDecl>() || !parents[0].get<clang::VarDecl>()->getType()->isReferenceType()
                            ? false
                            : !parents[0].get<clang::VarDecl>()->getType().getNonReferenceType().isConstQualified();
    if (const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(parent)) {
      if (cast->getCastKind() == clang::CK_LValueToRValue) return false;
      if (cast->getType().isConstQualified()) return false;
    } else if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(parent)) {
      if (member->isArrow()) return false;
      const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(member->getMemberDecl());
      if (method) return !method->isConst() && !method->isStatic();
      if (member->getType().isConstQualified()) return false;
    } else if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(parent)) {
      return !construct->getConstructor()->isCopyConstructor();
    } else if (llvm::isa<clang::LambdaExpr>(parent)) {
      return true;
    } else if (!llvm::isa<clang::ParenExpr>(parent)) {
      const auto* binary = llvm::dyn_cast<BinaryOperator>(parent);
      if (binary && (binary->getOpcode() == clang::BO_Comma || !binary->isAssignmentOp())) return false;
      if (binary) return binary->getLHS() == at;
      return !llvm::isa<clang::CompoundStmt, clang::UnaryExprOrTypeTraitExpr>(parent);
    }
    at = parent;
  }
}

}  // namespace

std::string FieldName(const clang::FieldDecl* field) {
  return field->getParent()->getQualifiedNameAsString() + "::" + field->getNameAsString();
}

std::set<std::string> FindMutatedFields(clang::ASTContext& context, const Scope& scope, const clang::FunctionDecl* function) {
  std::set<std::string> mutated;
  const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(function);
  ForEachStmt(function->getBody(), [&](const clang::Stmt* stmt) {
    const auto* member = llvm::dyn_cast<clang::MemberExpr>(stmt);
    const auto* field = member ? llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl()) : nullptr;
    if (!field || member->getType().isConstQualified() || !scope.Contains(field)) return true;
    if (constructor && constructor->getParent() == field->getParent()) return true;
    if (MayWrite(context, member)) mutated.insert(FieldName(field));
    return true;
  });
  return mutated;
}

Conditions::Conditions(clang::ASTContext& context, const Scope& scope, const clang::Stmt* body)
    : context_(context), scope_(scope) {
  // Lambdas included: they may write what they capture.
  std::function<void(const clang::Stmt*)> walk = [&](const clang::Stmt* stmt) {
    if (!stmt) return;
    if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(stmt)) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(use->getDecl());
      if (variable && !use->getType().isConstQualified() && MayWrite(context_, use)) written_.insert(variable->getCanonicalDecl());
    }
    if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(stmt)) {
      for (const clang::LambdaCapture& capture : lambda->captures())
        if (capture.capturesVariable() && capture.getCaptureKind() == clang::LCK_ByRef)
          written_.insert(capture.getCapturedVar()->getCanonicalDecl());
    }
    for (const clang::Stmt* child : stmt->children()) walk(child);
  };
  walk(body);
}

Formula Conditions::Translate(const Expr* condition, int branch) {
  branch_ = branch;
  reads_.clear();
  quiet_ = !condition->HasSideEffects(context_);
  Formula formula = Boolean(condition);
  return Depth(formula) < kDepthMax ? formula : Opaque(condition, Sort::kBoolean);
}

std::string Conditions::NameOf(const clang::ValueDecl* decl) {
  const auto [entry, inserted] = names_.try_emplace(decl->getCanonicalDecl());
  if (inserted) {
    std::string name = decl->getNameAsString();
    for (int n = 2; !taken_names_.insert(name).second; ++n) name = decl->getNameAsString() + "'" + std::to_string(n);
    entry->second = name;
  }
  return entry->second;
}

std::string Conditions::StablePath(const Expr* expr) const {
  expr = Strip(expr);
  if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(expr)) {
    const clang::CXXMethodDecl* method = call->getMethodDecl();
    if (!method || !method->isConst() || call->getNumArgs() != 0 || scope_.Contains(method)) return "";
    const std::string base = StablePath(call->getImplicitObjectArgument());
    return base.empty() ? "" : base + "." + method->getNameAsString() + "()";
  }
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(expr);
  const auto* field = member ? llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl()) : nullptr;
  if (!field || !scope_.Contains(field) || field->getType()->isPointerType()) return "";
  const Expr* base = Strip(member->getBase());
  if (llvm::isa<clang::CXXThisExpr>(base)) return FieldName(field);
  const std::string path = StablePath(base);
  if (path.empty()) return "";
  // A constant object inside: the same configuration, whoever holds it.
  const auto* holder = llvm::dyn_cast<clang::MemberExpr>(base);
  const clang::QualType held = holder ? holder->getMemberDecl()->getType() : clang::QualType();
  return holder && held.getNonReferenceType().isConstQualified() ? FieldName(field) : path + "." + field->getNameAsString();
}

Formula Conditions::NamedTerm(const Expr* expr, Sort sort) {
  expr = Strip(expr);
  if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(expr)) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(use->getDecl())) {
      const clang::QualType type = variable->getType();
      if (!variable->hasLocalStorage() && type.isConstQualified())
        return model::Term(variable->getQualifiedNameAsString(), sort, true);
      const bool one_value = variable->hasLocalStorage() && !type->isReferenceType() &&
                             !written_.contains(variable->getCanonicalDecl()) && !type.isVolatileQualified() &&
                             (type.isConstQualified() || !use->refersToEnclosingVariableOrCapture());
      if (one_value && type->isScalarType()) return model::Term(NameOf(variable), sort);
    }
  }
  if (const std::string path = StablePath(expr); !path.empty()) return model::Term(path, sort, true);
  return Opaque(expr, sort);
}

Formula Conditions::Opaque(const Expr* expr, Sort sort) {
  std::string text = TextOf(context_, expr->getSourceRange(), 100'000);
  if (text.size() > kNameMax) text = text.substr(0, kNameMax - 17) + "~" + model::ToHex(model::Hash(text));
  for (char& c : text)
    if (c == '"') c = '\'';
  if (IsConfiguration(expr) && !expr->HasSideEffects(context_)) return model::Term(text, sort, true);
  // Only a local, in a condition that changes nothing, surely reads the same twice.
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(expr);
  const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  const bool steady = quiet_ && variable && variable->hasLocalStorage() && !variable->getType()->isReferenceType() &&
                      !variable->getType().isVolatileQualified();
  const int read = steady ? 1 : ++reads_[text];
  return model::Term(text + "@" + std::to_string(branch_) + (read > 1 ? "." + std::to_string(read) : ""), sort);
}

Formula Conditions::Value(const Expr* expr) {
  return Strip(expr)->getType()->isBooleanType() ? Boolean(expr) : Integer(expr);
}

Formula Conditions::Integer(const Expr* expr) {
  expr = Strip(expr);
  if (expr->getType()->isBooleanType())
    return model::Apply(Op::kIfThenElse, {Boolean(expr), model::Integer(1), model::Integer(0)});
  if (expr->isNullPointerConstant(context_, Expr::NPC_ValueDependentIsNotNull)) return model::Integer(0);
  Expr::EvalResult constant;
  if (!expr->isValueDependent() && expr->getType()->isIntegralOrEnumerationType() && expr->EvaluateAsInt(constant, context_) &&
      constant.Val.getInt().isRepresentableByInt64())
    return model::Integer(constant.Val.getInt().getExtValue());
  if (const auto* binary = llvm::dyn_cast<BinaryOperator>(expr)) {
    const auto kind = binary->getOpcode();
    const std::optional<Op> op = kind == clang::BO_Add   ? std::optional(Op::kAdd)
                                 : kind == clang::BO_Sub ? std::optional(Op::kSubtract)
                                 : kind == clang::BO_Mul ? std::optional(Op::kMultiply)
                                                         : std::nullopt;
    // Unsigned arithmetic wraps.
    if (op && expr->getType()->isSignedIntegerType()) return model::Apply(*op, {Integer(binary->getLHS()), Integer(binary->getRHS())});
    if (!binary->isAssignmentOp() && !binary->isCommaOp() && IsModelled(binary->getLHS()->getType()) && IsModelled(binary->getRHS()->getType()))
      return Combine(binary);
  }
  return NamedTerm(expr, Sort::kInteger);
}

Formula Conditions::Compare(const Expr* whole, Op op, const Expr* left, const Expr* right) {
  // NaN makes `!(a < b)` differ from `a >= b`.
  const bool floating = Strip(left)->getType()->isFloatingType() || Strip(right)->getType()->isFloatingType();
  return floating ? Opaque(whole, Sort::kBoolean) : model::Apply(op, {Integer(left), Integer(right)});
}

// What the formulas cannot express, as a function of its operands: bit tests, remainders, arithmetic that wraps. Of
// operands with one value it has one as well, and of stable ones a stable one.
Formula Conditions::Combine(const BinaryOperator* binary) {
  const Formula left = Integer(binary->getLHS());
  const Formula right = Integer(binary->getRHS());
  const auto one_value = [](const Formula& f) { return f.op == Op::kInteger || (f.op == Op::kTerm && f.name.find('@') == std::string::npos); };
  if (!one_value(left) || !one_value(right)) return Opaque(binary, Sort::kInteger);
  const bool stable = !(left.op == Op::kTerm && !left.stable) && !(right.op == Op::kTerm && !right.stable);
  const auto operand = [](const Formula& f) {
    const std::string text = f.op == Op::kInteger ? std::to_string(f.integer) : f.name;
    return text.find(' ') == std::string::npos ? text : "(" + text + ")";
  };
  std::string name = operand(left) + " " + binary->getOpcodeStr().str() + " " + operand(right);
  if (name.size() > 2 * kNameMax) return Opaque(binary, Sort::kInteger);
  return model::Term(std::move(name), Sort::kInteger, stable);
}

Formula Conditions::Boolean(const Expr* expr) {
  expr = Strip(expr);
  if (const auto* literal = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(expr))
    return model::Apply(literal->getValue() ? Op::kTrue : Op::kFalse, {});
  bool constant = false;
  if (!expr->isValueDependent() && expr->EvaluateAsBooleanCondition(constant, context_))
    return model::Apply(constant ? Op::kTrue : Op::kFalse, {});
  if (const auto* unary = llvm::dyn_cast<UnaryOperator>(expr); unary && unary->getOpcode() == clang::UO_LNot)
    return Not(Boolean(unary->getSubExpr()));
  if (const auto* binary = llvm::dyn_cast<BinaryOperator>(expr)) {
    if (binary->getOpcode() == clang::BO_LAnd || binary->getOpcode() == clang::BO_LOr)
      return model::Apply(binary->getOpcode() == clang::BO_LAnd ? Op::kAnd : Op::kOr,
                          {Boolean(binary->getLHS()), Boolean(binary->getRHS())});
    const auto op = ComparisonOf(binary->getOpcode());
    if (op) return Compare(expr, *op, binary->getLHS(), binary->getRHS());
  }
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expr)) {
    const auto op = ComparisonOf(call->getOperator());
    if (op && call->getNumArgs() == 2) return Compare(expr, *op, call->getArg(0), call->getArg(1));
    if (call->getOperator() == clang::OO_Exclaim) return Opaque(expr, Sort::kBoolean);
  }
  if (const auto* rewritten = llvm::dyn_cast<clang::CXXRewrittenBinaryOperator>(expr)) {
    const auto form = rewritten->getDecomposedForm();
    if (const auto op = ComparisonOf(form.Opcode)) return Compare(expr, *op, form.LHS, form.RHS);
  }
  const clang::QualType type = expr->getType();
  if (type->isBooleanType()) return NamedTerm(expr, Sort::kBoolean);
  if (IsModelled(type)) return model::Apply(Op::kNotEqual, {Integer(expr), model::Integer(0)});
  return Opaque(expr, Sort::kBoolean);
}

bool Conditions::IsConfiguration(const Expr* expr) {
  expr = Strip(expr);
  if (llvm::isa<clang::IntegerLiteral, clang::CXXBoolLiteralExpr, clang::FloatingLiteral, clang::CharacterLiteral,
                clang::CXXNullPtrLiteralExpr, clang::UserDefinedLiteral, clang::StringLiteral>(expr))
    return true;
  if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(expr)) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(use->getDecl());
    return llvm::isa<clang::EnumConstantDecl, clang::FunctionDecl>(use->getDecl()) ||
           (variable && !variable->hasLocalStorage() && variable->getType().isConstQualified());
  }
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expr)) {
    if (!llvm::isa<clang::FieldDecl>(member->getMemberDecl())) return false;
    const Expr* base = Strip(member->getBase());
    if (llvm::isa<clang::CXXThisExpr>(base))  // In a const method every field reads as const: look at the declaration.
      return member->getMemberDecl()->getType().isConstQualified();
    return IsConfiguration(base);
  }
  if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(expr)) {
    const auto* method = call->getMethodDecl();
    return method && method->isConst() && call->getNumArgs() == 0 && IsConfiguration(call->getImplicitObjectArgument());
  }
  if (const auto* unary = llvm::dyn_cast<UnaryOperator>(expr))
    return !unary->isIncrementDecrementOp() && unary->getOpcode() != clang::UO_Deref && IsConfiguration(unary->getSubExpr());
  if (const auto* binary = llvm::dyn_cast<BinaryOperator>(expr))
    return !binary->isAssignmentOp() && IsConfiguration(binary->getLHS()) && IsConfiguration(binary->getRHS());
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expr)) {
    if (!ComparisonOf(call->getOperator())) return false;
    return IsConfiguration(call->getArg(0)) && IsConfiguration(call->getArg(1));
  }
  return false;
}

}  // namespace csnake::instrument
