#include "instrument/local_names.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/TypeLoc.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "instrument/scope.h"

namespace csnake::instrument {
namespace {

// The names that the body declares, without automatic variables. A using-directive may bring any: `any` is set.
struct Names {
  std::set<std::string> names;
  bool any = false;
};

void AddNames(const clang::Decl* decl, Names& into) {
  if (llvm::isa<clang::UsingDirectiveDecl>(decl)) into.any = true;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl);
  if (const auto* parts = llvm::dyn_cast<clang::DecompositionDecl>(decl))
    for (const clang::BindingDecl* part : parts->bindings()) into.names.insert(part->getNameAsString());
  if (const auto* constants = llvm::dyn_cast<clang::EnumDecl>(decl))
    for (const clang::EnumConstantDecl* constant : constants->enumerators()) into.names.insert(constant->getNameAsString());
  const auto* named = llvm::dyn_cast<clang::NamedDecl>(decl);
  if (named && !(variable && variable->hasLocalStorage())) into.names.insert(named->getNameAsString());
}

Names NamesIn(const clang::Stmt* body) {
  Names names;
  ForEachStmt(body, [&](const clang::Stmt* stmt) {
    if (const auto* declared = llvm::dyn_cast<clang::DeclStmt>(stmt))
      for (const clang::Decl* decl : declared->decls()) AddNames(decl, names);
    return true;
  });
  return names;
}

bool UsesVariable(const clang::Stmt* expression, const clang::VarDecl* variable) {
  return !ForEachStmt(expression, [variable](const clang::Stmt* stmt) {
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(stmt);
    return !use || use->getDecl() != variable;
  });
}

// Whether a declaration has the variable in a constant expression: an assertion, an array bound, a constexpr value.
bool UsesInConstant(const clang::Decl* decl, const clang::VarDecl* variable) {
  if (const auto* assertion = llvm::dyn_cast<clang::StaticAssertDecl>(decl)) return UsesVariable(assertion->getAssertExpr(), variable);
  const auto* other = llvm::dyn_cast<clang::VarDecl>(decl);
  if (!other || other == variable) return false;
  const clang::TypeSourceInfo* type = other->getTypeSourceInfo();
  const auto array = type ? type->getTypeLoc().getAs<clang::ArrayTypeLoc>() : clang::ArrayTypeLoc();
  if (array && array.getSizeExpr() && UsesVariable(array.getSizeExpr(), variable)) return true;
  return other->isConstexpr() && other->getInit() && UsesVariable(other->getInit(), variable);
}

bool UsedInConstant(const clang::Stmt* body, const clang::VarDecl* variable) {
  return !ForEachStmt(body, [variable](const clang::Stmt* stmt) {
    if (const auto* constant = llvm::dyn_cast<clang::ConstantExpr>(stmt)) return !UsesVariable(constant, variable);
    const auto* branch = llvm::dyn_cast<clang::IfStmt>(stmt);
    if (branch && branch->isConstexpr() && UsesVariable(branch->getCond(), variable)) return false;
    const auto* declared = llvm::dyn_cast<clang::DeclStmt>(stmt);
    return !declared || std::ranges::none_of(declared->decls(), [&](const clang::Decl* decl) { return UsesInConstant(decl, variable); });
  });
}

}  // namespace

bool NeedsLocalName(const clang::Stmt* body, std::string_view text) {
  const Names local = NamesIn(body);
  if (local.any) return true;
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c < 0; };
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    while (at < text.size() && is_word(text[at])) ++at;
    if (at > begin && local.names.contains(std::string(text.substr(begin, at - begin)))) return true;
    if (at == begin) ++at;
  }
  return false;
}

bool DeclaresConstant(const clang::DeclStmt* declared, const clang::Stmt* body) {
  return std::ranges::any_of(declared->decls(), [body](const clang::Decl* decl) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl);
    if (!variable) return false;
    const clang::CXXRecordDecl* closure = variable->getType()->getAsCXXRecordDecl();
    return variable->isConstexpr() || (closure && closure->isLambda() && UsedInConstant(body, variable));
  });
}

}  // namespace csnake::instrument
