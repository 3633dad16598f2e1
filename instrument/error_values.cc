#include "instrument/error_values.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/StmtCXX.h>

#include <algorithm>
#include <cstdlib>

#include "instrument/status_types.h"

namespace csnake::instrument {
namespace {

using clang::CXXRecordDecl;
using clang::Expr;
using clang::QualType;
using clang::Stmt;

const CXXRecordDecl* RecordOf(QualType type) { return type.getNonReferenceType()->getAsCXXRecordDecl(); }

bool IsLiteralFalse(const Expr* value) {
  const auto* literal = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(value);
  return literal && !literal->getValue();
}

bool IsFunction(const clang::FunctionDecl* function, llvm::StringRef name) {
  return function && function->getDeclName().isIdentifier() && function->getName() == name;
}

// Reads or writes errno.
bool UsesErrno(const Expr* value) {
  return !ForEachStmt(value, [](const Stmt* stmt) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    return !call || !IsFunction(call->getDirectCallee(), "__errno_location");
  });
}

// `{}`, `nullopt`, `nullptr`: an optional or owning pointer without a value.
bool IsEmptyValue(const Expr* value) {
  const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(value);
  const auto* list = llvm::dyn_cast<clang::InitListExpr>(value);
  return (construct && construct->getNumArgs() == 0) || (list && list->getNumInits() == 0) || value->getType()->isNullPtrType() ||
         IsStd(RecordOf(value->getType()), "nullopt_t");
}

const clang::EnumConstantDecl* EnumeratorOf(const Expr* value) {
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(value);
  return use ? llvm::dyn_cast<clang::EnumConstantDecl>(use->getDecl()) : nullptr;
}

const clang::ClassTemplateSpecializationDecl* Instance(QualType type) {
  return llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(RecordOf(type));
}

// The type that an instance holds when all is well: its first argument.
bool IsItsValue(const CXXRecordDecl* result, QualType type) {
  const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(result);
  if (!instance || instance->getTemplateArgs().size() == 0) return false;
  const clang::TemplateArgument& first = instance->getTemplateArgs()[0];
  return first.getKind() == clang::TemplateArgument::Type && first.getAsType().getCanonicalType() == type.getNonReferenceType().getUnqualifiedType().getCanonicalType();
}

std::optional<int64_t> ConstantOf(const clang::ASTContext& context, const Expr* value) {
  Expr::EvalResult result;
  if (value->isValueDependent() || !value->getType()->isIntegralOrEnumerationType() || !value->EvaluateAsInt(result, context)) return std::nullopt;
  return result.Val.getInt().isRepresentableByInt64() ? std::optional(result.Val.getInt().getExtValue()) : std::nullopt;
}

void CollectArms(const Expr* value, std::vector<const Expr*>& arms) {
  value = Strip(value);
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(value)) {
    CollectArms(choice->getTrueExpr(), arms);
    CollectArms(choice->getFalseExpr(), arms);
  } else if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(value); binary && binary->getOpcode() == clang::BO_Comma) {
    CollectArms(binary->getRHS(), arms);
  } else {
    arms.push_back(value);
  }
}

}  // namespace

std::vector<const Expr*> ArmsOf(const Expr* value) {
  std::vector<const Expr*> arms;
  CollectArms(value, arms);
  return arms;
}

ErrorValues::ErrorValues(clang::ASTContext& context, const Scope& scope, const std::vector<std::string>& named,
                         const clang::FunctionDecl* function, const Stmt* body)
    : context_(context), scope_(scope), named_(named), function_(function) {
  ForEachStmt(body, [this](const Stmt* stmt) {
    const Expr* value = nullptr;
    if (const auto* s = llvm::dyn_cast<clang::ReturnStmt>(stmt)) value = s->getRetValue();
    if (const auto* s = llvm::dyn_cast<clang::CoreturnStmt>(stmt)) value = s->getOperand();
    if (value) CollectArms(value, returned_);
    return true;
  });
}

QualType ErrorValues::ResultType(const Expr* value) const {
  const bool coroutine = llvm::isa_and_nonnull<clang::CoroutineBodyStmt>(function_->getBody());
  return coroutine ? value->getType() : function_->getReturnType();
}

Verdict ErrorValues::Returned(const Expr* value) const {
  if (function_->isMain()) return std::nullopt;
  const std::vector<const Expr*> arms = ArmsOf(value);
  if (arms.size() != 1) return std::nullopt;
  value = arms[0];
  const QualType type = ResultType(value);
  if (type->isDependentType() || value->isTypeDependent()) return std::nullopt;
  if (type->isBooleanType() && !IsNamed(type)) return OfBool(value);
  const auto is_error = [&](const Expr* e) { return IsError(type, e); };
  const CXXRecordDecl* record = RecordOf(type);
  if (!is_error(value)) {
    if (type->isEnumeralType() && EnumeratorOf(value) && !SuccessOf(type->castAs<clang::EnumType>()->getDecl()) &&
        !EnumeratorOf(value)->getInitVal().isZero())
      return "nothing in the enumeration tells success from failure";
    const bool passes_on = record && !IsHolder(record) && IsStatus(record) && llvm::isa<clang::DeclRefExpr>(value);
    return passes_on ? Verdict("passes on a value that another site made") : std::nullopt;
  }
  if (std::ranges::all_of(returned_, is_error)) {
    if (record) return "the function makes nothing but errors; those who return them are hooked";
    return type->isPointerType() ? "the function returns nothing but null" : "the function returns nothing but errors";
  }
  if (type->isIntegerType() && OnlyLooks(function_)) {
    const auto is = [&](int64_t number) { return std::ranges::any_of(returned_, [&](const Expr* e) { return ConstantOf(context_, e) == number; }); };
    const bool all = std::ranges::all_of(returned_, [&](const Expr* e) { return std::abs(ConstantOf(context_, e).value_or(2)) <= 1; });
    if (all && is(-1) && is(1)) return "orders two values: less, equal, greater";
  }
  return "";
}

Verdict ErrorValues::OfBool(const Expr* value) const {
  if (!IsLiteralFalse(value)) return std::nullopt;
  if (LooksInView(scope_, function_)) return "`false` answers a question; its callers are hooked as negations";
  return std::ranges::all_of(returned_, IsLiteralFalse) ? Verdict("the function returns nothing but `false`") : Verdict("");
}

bool ErrorValues::IsNamed(QualType type) const {
  if (named_.empty()) return false;
  const auto known = [this](const std::string& name) { return std::ranges::find(named_, name) != named_.end(); };
  for (QualType at = type; const auto* alias = at->getAs<clang::TypedefType>(); at = alias->desugar())
    if (known(alias->getDecl()->getQualifiedNameAsString())) return true;
  const clang::TagDecl* tag = type->getAsTagDecl();
  return tag && known(tag->getQualifiedNameAsString());
}

bool ErrorValues::IsStatus(const CXXRecordDecl* record) const {
  return HasStatusShape(record) || (record && IsNamed(context_.getRecordType(record)));
}

bool ErrorValues::IsError(QualType type, const Expr* value) const {
  value = Strip(value);
  if (value->isTypeDependent() || type->isDependentType()) return false;
  const QualType canonical = type.getNonReferenceType().getCanonicalType();
  if (canonical->isBooleanType()) return IsLiteralFalse(value);
  if (canonical->isPointerType()) return value->isNullPointerConstant(context_, Expr::NPC_ValueDependentIsNotNull) != Expr::NPCK_NotNull;
  if (canonical->isEnumeralType()) return IsErrorEnumerator(value, IsNamed(type.getNonReferenceType()));
  if (canonical->isIntegerType()) return IsErrorNumber(type, value);
  const CXXRecordDecl* record = RecordOf(canonical);
  return record && IsErrorObject(canonical, record, value);
}

bool ErrorValues::IsErrorEnumerator(const Expr* value, bool named) const {
  const clang::EnumConstantDecl* enumerator = EnumeratorOf(value);
  if (!enumerator) return false;
  const auto* type = llvm::cast<clang::EnumDecl>(enumerator->getDeclContext());
  if (const clang::EnumConstantDecl* success = SuccessOf(type)) return enumerator->getInitVal() != success->getInitVal();
  return named ? !enumerator->getInitVal().isZero() : NamesFailure(enumerator);
}

// Nothing but constants, and values of calls and variables that are passed on; and not only 0 and 1, which answer a question.
bool ErrorValues::ZeroIsSuccess() const {
  bool zero = false, more = false;
  for (const Expr* value : returned_) {
    const auto constant = ConstantOf(context_, value);
    if (!constant) {
      if (!llvm::isa<clang::CallExpr, clang::DeclRefExpr, clang::MemberExpr>(value) && !UsesErrno(value)) return false;
      continue;
    }
    zero |= *constant == 0;
    more |= *constant > 1 || *constant < 0 || EnumeratorOf(value) || !llvm::isa<clang::IntegerLiteral>(value);
  }
  return zero && more && !OnlyLooks(function_);
}

bool ErrorValues::IsErrorNumber(QualType type, const Expr* value) const {
  if (IsNamed(type.getNonReferenceType())) return ConstantOf(context_, value).value_or(0) != 0;
  if (const auto* assign = llvm::dyn_cast<clang::BinaryOperator>(value); assign && assign->getOpcode() == clang::BO_Assign)
    return UsesErrno(assign->getLHS()) || IsErrorNumber(type, Strip(assign->getRHS()));
  if (UsesErrno(value)) return !llvm::isa<clang::CallExpr>(value);
  if (!type->isSignedIntegerType()) {
    Expr::EvalResult result;
    if (type->isAnyCharacterType() || value->isValueDependent() || !value->getType()->isIntegerType() || !value->EvaluateAsInt(result, context_)) return false;
    return result.Val.getInt().extOrTrunc(static_cast<unsigned>(context_.getTypeSize(type))).isAllOnes();
  }
  if (type->isAnyCharacterType()) return false;
  const auto constant = ConstantOf(context_, value);
  return constant && (*constant < 0 || (*constant > 0 && ZeroIsSuccess()));
}

bool ErrorValues::IsFirstError(QualType type, const Expr* value) const {
  const auto* instance = Instance(type);
  if (!instance || instance->getTemplateArgs().size() == 0) return false;
  const clang::TemplateArgument& argument = instance->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Pack
                                                ? *instance->getTemplateArgs()[0].pack_begin()
                                                : instance->getTemplateArgs()[0];
  if (argument.getKind() != clang::TemplateArgument::Type || argument.getAsType()->isPointerType()) return false;
  const Expr* first = nullptr;
  if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(value); construct && construct->getNumArgs() > 1) first = construct->getArg(0);
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(value); list && list->getNumInits() > 1) first = list->getInit(0);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(value); call && call->getNumArgs() > 1 &&
      (IsFunction(call->getDirectCallee(), "make_pair") || IsFunction(call->getDirectCallee(), "make_tuple")))
    first = call->getArg(0);
  return first && IsError(argument.getAsType(), first);
}

bool ErrorValues::IsErrorObject(QualType type, const CXXRecordDecl* record, const Expr* value) const {
  if (IsHolder(record)) return IsEmptyValue(value);
  if (IsStd(record, "pair") || IsStd(record, "tuple")) return IsFirstError(type, value);
  const bool variant = IsStd(record, "variant");
  if (!variant && !IsStatus(record)) return false;
  if (Makes(record, value, 0)) return true;
  // An error of another type that the result is made of.
  const Expr* made = value;
  if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(value); construct && RecordOf(value->getType()) == record && construct->getNumArgs() == 1)
    made = Strip(construct->getArg(0));
  if (EnumeratorOf(made)) return IsErrorEnumerator(made, IsNamed(made->getType()));
  for (const auto* copy = llvm::dyn_cast<clang::CXXConstructExpr>(made); copy && copy->getConstructor()->isCopyOrMoveConstructor();
       copy = llvm::dyn_cast<clang::CXXConstructExpr>(made))
    made = Strip(copy->getArg(0));
  const CXXRecordDecl* other = RecordOf(made->getType());
  if (!other || other == record || IsItsValue(record, made->getType()) || llvm::isa<clang::DeclRefExpr, clang::MemberExpr, clang::CXXMemberCallExpr>(made))
    return false;
  if (IsStd(other, "unexpected")) return true;
  if (IsStatus(other)) return Makes(other, made, 0);
  return HasErrorShape(other) && llvm::isa<clang::CXXConstructExpr, clang::CallExpr, clang::InitListExpr>(made);
}

// Whether a free function only makes errors: its returns do, or, of a library's, it stands beside the type.
bool ErrorValues::MakesAlways(const CXXRecordDecl* type, const clang::FunctionDecl* callee, int depth) const {
  const clang::FunctionDecl* definition = nullptr;
  if (callee->hasBody(definition)) {
    if (depth >= 2) return false;
    return ForEachStmt(definition->getBody(), [&](const Stmt* stmt) {
      const auto* statement = llvm::dyn_cast<clang::ReturnStmt>(stmt);
      return !statement || !statement->getRetValue() || Makes(type, Strip(statement->getRetValue()), depth + 1);
    });
  }
  return !scope_.Contains(callee) && callee->getDeclContext()->getRedeclContext()->Equals(type->getDeclContext()->getRedeclContext());
}

// An expression that makes an error out of details: `Status::IOError("...")`, `MakeError(kBusy)`, `std::unexpected(e)`.
bool ErrorValues::Makes(const CXXRecordDecl* type, const Expr* value, int depth) const {
  const auto is_type = [type](QualType other) { return RecordOf(other) == type; };
  if (IsStd(RecordOf(value->getType()), "unexpected")) return true;
  if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(value)) {
    if (construct->getNumArgs() == 0 || !is_type(value->getType())) return false;
    const Expr* first = Strip(construct->getArg(0));
    if (EnumeratorOf(first)) return IsErrorEnumerator(first, IsNamed(first->getType())) || (IsNamed(value->getType()) && !EnumeratorOf(first)->getInitVal().isZero());
    if (construct->getNumArgs() == 1 || llvm::isa<clang::CXXDefaultArgExpr>(construct->getArg(1))) {
      const auto constant = ConstantOf(context_, first);
      if (constant && !IsItsValue(type, first->getType())) return *constant != 0 && !first->getType()->isBooleanType();
      return Makes(type, first, depth);
    }
    return !is_type(construct->getArg(0)->getType());
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(value);
  const clang::FunctionDecl* callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || callee->getNumParams() == 0 || !is_type(callee->getReturnType())) return false;
  if (IsStd(type, "error_code") && IsFunction(callee, "make_error_code")) return true;
  if (std::ranges::any_of(call->arguments(), [&](const Expr* argument) { return is_type(argument->getType()); })) return false;
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee)) return method->isStatic() && method->getParent() == type;
  return MakesAlways(type, callee, depth);
}

bool ErrorValues::IsReported(const Expr* statement) const {
  statement = Strip(statement);
  const Expr* target = nullptr;
  const Expr* value = nullptr;
  if (const auto* assign = llvm::dyn_cast<clang::BinaryOperator>(statement); assign && assign->getOpcode() == clang::BO_Assign)
    target = assign->getLHS(), value = assign->getRHS();
  if (const auto* assign = llvm::dyn_cast<clang::CXXOperatorCallExpr>(statement); assign && assign->getOperator() == clang::OO_Equal)
    target = assign->getArg(0), value = assign->getArg(1);
  const auto* member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(statement);
  if (member_call && IsFunction(member_call->getMethodDecl(), "assign") && IsStd(RecordOf(member_call->getObjectType()), "error_code"))
    target = member_call->getImplicitObjectArgument(), value = member_call->getArg(0);
  if (!target || target->isTypeDependent()) return false;
  const Expr* root = Strip(target);
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(root);
  if (member) root = Strip(member->getBase());
  if (const auto* through = llvm::dyn_cast<clang::UnaryOperator>(root); through && through->getOpcode() == clang::UO_Deref) root = Strip(through->getSubExpr());
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(root);
  const auto* parameter = use ? llvm::dyn_cast<clang::ParmVarDecl>(use->getDecl()) : nullptr;
  if (!parameter) return false;
  const bool through_pointer = parameter->getType()->isPointerType() && (root != Strip(target) || member_call);
  if (!through_pointer && !parameter->getType()->isReferenceType()) return false;
  const QualType type = member_call ? member_call->getObjectType() : target->getType();
  const CXXRecordDecl* record = RecordOf(type);
  if (IsStd(record, "error_code")) {
    const Expr* made = Strip(value);
    if (EnumeratorOf(made)) return !EnumeratorOf(made)->getInitVal().isZero();
    if (member_call) return ConstantOf(context_, made).value_or(0) != 0;
    return Makes(record, made, 0);
  }
  if (record) return !IsHolder(record) && IsStatus(record) && IsErrorObject(type, record, Strip(value));
  if (type->isEnumeralType()) return IsError(type, value);
  return !member && type->isSignedIntegerType() && ConstantOf(context_, Strip(value)).value_or(0) < 0;
}

}  // namespace csnake::instrument
