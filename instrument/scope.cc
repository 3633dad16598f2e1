#include "instrument/scope.h"

#include <clang/Lex/Lexer.h>

#include <algorithm>

namespace csnake::instrument {

bool Scope::Contains(clang::SourceLocation where) const {
  const clang::PresumedLoc place = sources_.getPresumedLoc(sources_.getExpansionLoc(where));
  if (place.isInvalid()) return false;
  const auto [entry, inserted] = known_.try_emplace(place.getFilename(), false);
  if (inserted) entry->second = sources_.isInSystemHeader(where) ? named_ && named_(entry->first) : included_(entry->first);
  return entry->second;
}

std::string TextOf(const clang::ASTContext& context, clang::SourceRange range, size_t limit) {
  const clang::SourceManager& sources = context.getSourceManager();
  const auto text = clang::Lexer::getSourceText(clang::CharSourceRange::getTokenRange(range), sources, context.getLangOpts());
  std::string out;
  bool line_start = false;
  for (size_t i = 0; i < text.size() && out.size() < limit; ++i) {
    const char c = text[i];
    if (c == '\n') line_start = true;
    if (c == '#' && line_start) {
      while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
      continue;
    }
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    line_start = false;
    out += c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

const clang::Expr* Strip(const clang::Expr* expr) {
  for (const clang::Expr* before = nullptr; expr && before != expr;) {
    before = expr;
    expr = expr->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
    if (const auto* binding = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(expr)) expr = binding->getSubExpr();
    if (const auto* temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(expr)) expr = temporary->getSubExpr();
    if (const auto* cleanups = llvm::dyn_cast<clang::ExprWithCleanups>(expr)) expr = cleanups->getSubExpr();
  }
  return expr;
}

bool IsInStd(const clang::Decl* decl) {
  for (const clang::DeclContext* at = decl->getDeclContext(); at; at = at->getParent())
    if (at->isStdNamespace()) return true;
  return false;
}

bool IsNamed(const clang::NamedDecl* decl, std::initializer_list<llvm::StringRef> names) {
  return decl->getDeclName().isIdentifier() && std::ranges::find(names, decl->getName()) != names.end();
}

const clang::Expr* WrittenBy(const clang::Stmt* stmt) {
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(stmt); binary && binary->isAssignmentOp()) return binary->getLHS();
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(stmt); unary && unary->isIncrementDecrementOp()) return unary->getSubExpr();
  return nullptr;
}

bool ForEachStmt(const clang::Stmt* root, const std::function<bool(const clang::Stmt*)>& visit) {
  if (!root) return true;
  if (!visit(root)) return false;
  if (llvm::isa<clang::LambdaExpr>(root)) return true;
  for (const clang::Stmt* child : root->children())
    if (!ForEachStmt(child, visit)) return false;
  return true;
}

}  // namespace csnake::instrument
