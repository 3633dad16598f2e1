#include "instrument/made_values.h"

#include <clang/AST/DeclCXX.h>

#include <algorithm>

#include "instrument/scope.h"
#include "instrument/status_types.h"

namespace csnake::instrument {
namespace {

constexpr int kDepthMax = 3;
constexpr const char* kText = "(\"injected\")";

std::string Spelled(const clang::ASTContext& context, clang::QualType type) {
  clang::PrintingPolicy policy(context.getLangOpts());
  policy.SuppressTagKeyword = true;
  policy.FullyQualifiedName = true;
  policy.SuppressUnwrittenScope = true;
  return type.getUnqualifiedType().getAsString(policy);
}

bool IsText(clang::QualType type) {
  const clang::CXXRecordDecl* record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (record) return IsInStd(record) && IsNamed(record, {"basic_string", "basic_string_view"});
  return type->isPointerType() && type->getPointeeType()->isCharType() && type->getPointeeType().isConstQualified();
}

bool IsUsable(const clang::CXXConstructorDecl* constructor) {
  return constructor->getAccess() == clang::AS_public && !constructor->isDeleted() && !constructor->isCopyOrMoveConstructor();
}

const clang::CXXRecordDecl* MakeableRecord(clang::QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || record->getDefinition()->isAbstract() || record->getParentFunctionOrMethod()) return nullptr;
  return record->getDefinition();
}

// The arguments of a public constructor that needs nothing, or a text.
std::string ConstructorArguments(const clang::CXXRecordDecl* record) {
  if (record->hasDefaultConstructor() && record->needsImplicitDefaultConstructor()) return "()";
  std::string found;
  for (const clang::CXXConstructorDecl* constructor : record->ctors()) {
    if (constructor->getAccess() != clang::AS_public || constructor->isDeleted()) continue;
    if (constructor->getMinRequiredArguments() == 0) return "()";
    if (constructor->getMinRequiredArguments() == 1 && IsText(constructor->getParamDecl(0)->getType())) found = kText;
  }
  return found;
}

class Maker {
 public:
  explicit Maker(const clang::ASTContext& context) : context_(context) {}

  // An error of the type: no success, where the type has one.
  std::string Error(clang::QualType type, int depth = kDepthMax) const {
    type = type.getNonReferenceType().getUnqualifiedType();
    if (depth == 0 || type->isDependentType()) return "";
    if (const auto* list = type->getAs<clang::EnumType>()) return Enumerator(list->getDecl(), type);
    if (type->isBooleanType()) return "true";
    if (type->isArithmeticType()) return "static_cast<" + Spelled(context_, type) + ">(1)";
    if (IsText(type)) return type->isPointerType() ? kText : Spelled(context_, type) + kText;
    const clang::CXXRecordDecl* record = MakeableRecord(type);
    if (!record) return "";
    if (IsStd(record, "error_code")) return "::std::make_error_code(::std::errc::io_error)";
    if (IsInStd(record)) return record->hasDefaultConstructor() ? Spelled(context_, type) + "()" : "";
    if (record->isAggregate()) return record->getNumBases() == 0 ? Members(record, type, depth) : "";
    return Constructed(record, type, depth);
  }

  std::string Result(clang::QualType type) const {
    const clang::CXXRecordDecl* record = MakeableRecord(type);
    const clang::CXXMethodDecl* told = record ? ErrorTold(record) : nullptr;
    if (!told) return "";
    const clang::QualType error_type = told->getReturnType().getNonReferenceType().getUnqualifiedType();
    const std::string error = Error(error_type), name = Spelled(context_, type);
    if (error.empty()) return "";
    if (IsStd(record, "expected")) return name + "(::std::unexpect, " + error + ")";
    for (const clang::CXXConstructorDecl* constructor : record->ctors()) {
      if (!IsUsable(constructor) || constructor->getMinRequiredArguments() != 1) continue;
      const clang::QualType carrier = constructor->getParamDecl(0)->getType().getNonReferenceType().getUnqualifiedType();
      if (context_.hasSameType(carrier, error_type)) return name + "(" + error + ")";
      if (Carries(carrier, error_type)) return name + "(" + Spelled(context_, carrier) + "(" + error + "))";
    }
    return "";
  }

 private:
  std::string Enumerator(const clang::EnumDecl* list, clang::QualType type) const {
    const clang::EnumConstantDecl* success = SuccessOf(list);
    const clang::EnumConstantDecl* chosen = nullptr;
    for (const clang::EnumConstantDecl* one : list->enumerators()) {
      if (one == success || (one->getInitVal() == 0 && !NamesFailure(one))) continue;  // 0 may mean success.
      if (!chosen || (NamesFailure(one) && !NamesFailure(chosen))) chosen = one;
    }
    if (!chosen) return "";
    return "static_cast<" + Spelled(context_, type) + ">(" + std::to_string(chosen->getInitVal().getExtValue()) + ")";
  }

  std::string Members(const clang::CXXRecordDecl* record, clang::QualType type, int depth) const {
    std::string members;
    for (const clang::FieldDecl* field : record->fields()) {
      const std::string value = Error(field->getType(), depth - 1);
      members += (members.empty() ? "" : ", ") + (value.empty() ? "{}" : value);
    }
    return Spelled(context_, type) + "{" + members + "}";
  }

  // By the constructor that takes most: a code and a message rather than nothing, which may mean success.
  std::string Constructed(const clang::CXXRecordDecl* record, clang::QualType type, int depth) const {
    std::string best;
    unsigned most = 0;
    for (const clang::CXXConstructorDecl* constructor : record->ctors()) {
      const unsigned needed = constructor->getMinRequiredArguments();
      if (!IsUsable(constructor) || needed > 4 || (!best.empty() && needed <= most)) continue;
      std::string arguments;
      bool makeable = true;
      for (unsigned i = 0; i < needed && makeable; ++i) {
        const std::string value = Error(constructor->getParamDecl(i)->getType(), depth - 1);
        makeable = !value.empty();
        arguments += (i > 0 ? ", " : "") + value;
      }
      if (!makeable) continue;
      best = Spelled(context_, type) + "(" + arguments + ")";
      most = needed;
    }
    return best;
  }

  // Whether a class other than the error is made from it alone.
  bool Carries(clang::QualType carrier, clang::QualType error_type) const {
    const clang::CXXRecordDecl* record = MakeableRecord(carrier);
    return record && std::ranges::any_of(record->ctors(), [&](const clang::CXXConstructorDecl* constructor) {
      return IsUsable(constructor) && constructor->getMinRequiredArguments() == 1 &&
             context_.hasSameType(constructor->getParamDecl(0)->getType().getNonReferenceType().getUnqualifiedType(), error_type);
    });
  }

  const clang::ASTContext& context_;
};

}  // namespace

std::string CaughtValue(const clang::ASTContext& context, const clang::CXXCatchStmt* handler) {
  if (!handler->getExceptionDecl()) return "0";
  const clang::QualType type = handler->getCaughtType().getNonReferenceType().getUnqualifiedType();
  if (type->isDependentType()) return "";
  if (type->isIntegerType() && !type->isEnumeralType()) return Spelled(context, type) + "(1)";
  const clang::CXXRecordDecl* record = MakeableRecord(type);
  if (!record) return "";
  const std::string arguments = ConstructorArguments(record);
  return arguments.empty() ? "" : Spelled(context, type) + arguments;
}

std::string FailedResult(const clang::ASTContext& context, clang::QualType type) { return Maker(context).Result(type); }

const clang::CXXMethodDecl* ErrorTold(const clang::CXXRecordDecl* record) {
  for (const clang::CXXMethodDecl* method : record->methods())
    if (IsNamed(method, {"error", "err"}) && method->getMinRequiredArguments() == 0 && !method->getReturnType()->isVoidType()) return method;
  return nullptr;
}

}  // namespace csnake::instrument
