// instrument/scope.h — which declarations belong to the target, and small questions about the AST that several
// files of this room ask.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>

#include <functional>
#include <initializer_list>
#include <string>
#include <unordered_map>

namespace csnake::instrument {

// Decides by presumed file name whether code is the target's own. Answers are cached by file name.
class Scope {
 public:
  // `included` and `named` get the name as the line marker spells it; `named` is asked about system headers.
  Scope(const clang::SourceManager& sources, std::function<bool(const std::string&)> included,
        std::function<bool(const std::string&)> named)
      : sources_(sources), included_(std::move(included)), named_(std::move(named)) {}

  bool Contains(clang::SourceLocation where) const;
  bool Contains(const clang::Decl* decl) const { return decl && Contains(decl->getLocation()); }

 private:
  const clang::SourceManager& sources_;
  std::function<bool(const std::string&)> included_;
  std::function<bool(const std::string&)> named_;
  mutable std::unordered_map<std::string, bool> known_;
};

// Source text between two places of the one buffer, white space folded, line markers dropped, at most `limit` characters.
std::string TextOf(const clang::ASTContext& context, clang::SourceRange range, size_t limit = 120);

// Without parentheses, casts and temporaries that the compiler added.
const clang::Expr* Strip(const clang::Expr* expr);

// Whether it is declared in namespace std, at any depth: members and what nested namespaces hold too. Clang's own
// isInStdNamespace() means the namespace itself only.
bool IsInStd(const clang::Decl* decl);

bool IsNamed(const clang::NamedDecl* decl, std::initializer_list<llvm::StringRef> names);

// What the statement itself assigns or steps, by an operator that is built in; null when it is nothing.
const clang::Expr* WrittenBy(const clang::Stmt* stmt);

// Calls `visit` for every statement below `root`, itself included, not entering lambdas; stops when it returns false.
// Returns false when stopped.
bool ForEachStmt(const clang::Stmt* root, const std::function<bool(const clang::Stmt*)>& visit);

}  // namespace csnake::instrument
