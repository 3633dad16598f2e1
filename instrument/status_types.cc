#include "instrument/status_types.h"

#include <clang/AST/ExprCXX.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace csnake::instrument {
namespace {

using clang::CXXRecordDecl;

// Lower case, without underscores: "is_ok", "IsOK" and "isOk" are one.
std::string Folded(const clang::NamedDecl* decl) {
  std::string out;
  if (!decl->getDeclName().isIdentifier()) return out;
  for (const char c : decl->getName())
    if (c != '_') out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

// "kTimedOut", "TIMED_OUT" => timed, out.
std::vector<std::string> WordsOf(llvm::StringRef name) {
  if (name.size() > 1 && name[0] == 'k' && name[1] >= 'A' && name[1] <= 'Z') name = name.drop_front();
  std::vector<std::string> words(1);
  bool was_lower = false;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (c == '_' || (upper && was_lower)) words.emplace_back();
    was_lower = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c != '_') words.back() += static_cast<char>(upper ? c - 'A' + 'a' : c);
  }
  std::erase(words, "");
  return words;
}

bool AnyOf(const std::string& word, std::initializer_list<const char*> known) {
  return std::ranges::find(known, word) != known.end();
}

bool Tells(const CXXRecordDecl* record) {
  return std::ranges::any_of(record->methods(), [](const clang::CXXMethodDecl* method) {
    return method->getMinRequiredArguments() == 0 && !method->getReturnType()->isVoidType() &&
           AnyOf(Folded(method), {"error", "err", "message", "errormessage", "code", "errorcode", "what", "status", "reason"});
  });
}

template <typename Test>
bool SelfOrBase(const CXXRecordDecl* record, Test test) {
  if (!record || !record->hasDefinition()) return false;
  record = record->getDefinition();
  if (test(record)) return true;
  return std::ranges::any_of(record->bases(), [&](const clang::CXXBaseSpecifier& base) { return SelfOrBase(base.getType()->getAsCXXRecordDecl(), test); });
}

bool HasOwnStatusShape(const CXXRecordDecl* record) {
  if (IsStd(record, "error_code") || IsStd(record, "error_condition")) return true;
  bool tests = false;
  for (const clang::CXXMethodDecl* method : record->methods()) {
    const auto* conversion = llvm::dyn_cast<clang::CXXConversionDecl>(method);
    if (conversion && conversion->getConversionType()->isBooleanType()) tests = true;
    if (method->getNumParams() != 0 || !method->getReturnType()->isBooleanType()) continue;
    if (method->isConst() && AnyOf(Folded(method), {"ok", "isok", "hasvalue", "succeeded", "issuccess"})) return true;
  }
  return tests && Tells(record);
}

bool IsLock(const CXXRecordDecl* record) {
  return IsStd(record, "lock_guard") || IsStd(record, "unique_lock") || IsStd(record, "scoped_lock") || IsStd(record, "shared_lock");
}

bool WritesOwn(const clang::Expr* target) {
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(Strip(target));
  const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return variable && variable->hasLocalStorage() && !variable->getType()->isReferenceType();
}

// A const method, or one that has a const overload: find(), begin().
bool MethodLooks(const clang::CXXMethodDecl* method) {
  // What runs code of others, however const it is itself.
  for (const char* runs : {"function", "move_only_function", "coroutine_handle", "reference_wrapper", "packaged_task"})
    if (IsStd(method->getParent(), runs)) return false;
  if (method->isConst() || method->isStatic()) return true;
  return std::ranges::any_of(method->getParent()->methods(), [&](const clang::CXXMethodDecl* other) {
    return other->isConst() && other->getDeclName() == method->getDeclName();
  });
}

// A free function of namespace std itself or std::chrono; those of std::filesystem and std::this_thread act.
bool IsStdComputation(const clang::FunctionDecl* callee) {
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(callee->getDeclContext()->getNonTransparentContext());
  return callee->isInStdNamespace() || (space && IsInStd(space) && IsNamed(space, {"chrono"}));
}

bool BodyLooks(const Scope& scope, const clang::FunctionDecl* function, int depth) {
  const clang::FunctionDecl* definition = nullptr;
  if (depth == 0 || !function->hasBody(definition)) return false;
  return ForEachStmt(definition->getBody(), [&](const clang::Stmt* stmt) {
    if (llvm::isa<clang::CXXNewExpr, clang::CXXDeleteExpr, clang::CXXThrowExpr, clang::LambdaExpr, clang::AsmStmt>(stmt)) return false;
    if (const clang::Expr* target = WrittenBy(stmt)) return WritesOwn(target);
    if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(stmt))
      return IsLock(construct->getConstructor()->getParent()) || IsInStd(construct->getConstructor()) || construct->getConstructor()->isCopyOrMoveConstructor();
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    if (!call) return true;
    const clang::FunctionDecl* callee = call->getDirectCallee();
    if (const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(callee)) return MethodLooks(method) || IsLock(method->getParent());
    return callee && (IsStdComputation(callee) || (scope.Contains(callee) && BodyLooks(scope, callee, depth - 1)));
  });
}

}  // namespace

bool LooksInView(const Scope& scope, const clang::FunctionDecl* function) {
  if (OnlyLooks(function)) return true;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  if (method && (method->isVirtual() || method->getParent()->isLambda())) return false;
  if (function->isExternallyVisible() && !function->isInlined() && !function->isTemplated()) return false;
  return BodyLooks(scope, function, 2);
}

bool IsStd(const CXXRecordDecl* record, llvm::StringRef name) {
  return record && IsInStd(record) && record->getDeclContext()->isFileContext() && IsNamed(record, {name});
}

bool HasStatusShape(const CXXRecordDecl* record) { return !IsHolder(record) && SelfOrBase(record, HasOwnStatusShape); }

bool HasErrorShape(const CXXRecordDecl* record) {
  return SelfOrBase(record, [](const CXXRecordDecl* at) {
    if (IsStd(at, "exception") || IsStd(at, "exception_ptr") || IsStd(at, "error_code")) return true;
    return !IsInStd(at) && Tells(at);
  });
}

bool IsHolder(const CXXRecordDecl* record) { return IsStd(record, "optional") || IsStd(record, "unique_ptr") || IsStd(record, "shared_ptr"); }

const clang::EnumConstantDecl* SuccessOf(const clang::EnumDecl* type) {
  for (const clang::EnumConstantDecl* enumerator : type->enumerators()) {
    const std::vector<std::string> words = WordsOf(enumerator->getName());
    if (words.empty()) continue;
    const std::string& last = words.back();
    const std::string before = words.size() > 1 ? words[words.size() - 2] : "";
    if ((AnyOf(last, {"ok", "okay", "success", "succeeded", "successful"}) && !AnyOf(before, {"not", "no"})) || AnyOf(last, {"noerror", "noerr"}) ||
        (AnyOf(last, {"error", "err", "errors"}) && before == "no") || (last == "none" && (words.size() == 1 || AnyOf(before, {"error", "err", "errors", "fault", "failure"}))))
      return enumerator;
  }
  return nullptr;
}

bool NamesFailure(const clang::EnumConstantDecl* enumerator) {
  const std::vector<std::string> words = WordsOf(enumerator->getName());
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && AnyOf(words[i - 1], {"no", "not"})) continue;
    if (AnyOf(words[i], {"error", "err", "fail", "failed", "failure", "invalid", "timeout", "unavailable", "denied", "refused", "corrupt", "corrupted",
                         "corruption", "aborted", "unreachable", "overflow", "exhausted", "broken"}))
      return true;
    if (words[i] == "timed" && i + 1 < words.size() && words[i + 1] == "out") return true;
  }
  return false;
}

bool OnlyLooks(const clang::FunctionDecl* function) {
  const bool changes = std::ranges::any_of(function->parameters(), [](const clang::ParmVarDecl* parameter) {
    const clang::QualType type = parameter->getType();
    return (type->isReferenceType() || type->isPointerType()) && !type->getPointeeType().isConstQualified();
  });
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  if (method && !method->isStatic()) return method->isConst() && !changes;
  return function->getNumParams() > 0 && !changes;
}

}  // namespace csnake::instrument
