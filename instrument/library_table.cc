#include "instrument/library_table.h"

#include <algorithm>
#include <cctype>

namespace csnake::instrument {
namespace {

// Calls `visit(begin, end)` for every qualified name outside string literals.
template <typename Visit>
void ForEachName(std::string_view text, Visit visit) {
  const auto word = [&](size_t i) { return std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_' || text[i] == ':'; };
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      at = std::min(text.find('"', at + 1), text.size() - 1) + 1;
    } else if (word(at)) {
      const size_t begin = at;
      while (at < text.size() && word(at)) ++at;
      if (text.substr(begin, at - begin).find("::") != std::string_view::npos) visit(begin, at);
    } else {
      ++at;
    }
  }
}

bool IsDeclared(const clang::ASTContext& context, std::string_view name) {
  const clang::DeclContext* within = context.getTranslationUnitDecl();
  while (within) {
    if (name.starts_with("::")) name.remove_prefix(2);
    const size_t end = name.find("::");
    const auto found = within->lookup(&context.Idents.get(llvm::StringRef(name.data(), std::min(end, name.size()))));
    if (found.empty()) return false;
    const clang::NamedDecl* decl = found.front()->getUnderlyingDecl();
    const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(decl);
    if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl)) record = alias->getUnderlyingType()->getAsCXXRecordDecl();
    if (record && !record->hasDefinition()) return false;
    if (end == std::string_view::npos) return true;
    name.remove_prefix(end);
    const auto* alias = llvm::dyn_cast<clang::NamespaceAliasDecl>(decl);
    const auto* scoped = llvm::dyn_cast<clang::EnumDecl>(decl);
    if (scoped) within = scoped;
    else if (record) within = record->getDefinition();
    else within = alias ? llvm::dyn_cast<clang::DeclContext>(alias->getNamespace()) : llvm::dyn_cast<clang::DeclContext>(decl);
  }
  return false;
}

bool ComesFrom(const clang::ASTContext& context, const clang::FunctionDecl* callee, const std::vector<std::string>& headers) {
  if (headers.empty()) return true;
  for (const clang::FunctionDecl* declaration : callee->redecls()) {
    const clang::PresumedLoc place = context.getSourceManager().getPresumedLoc(declaration->getLocation());
    const std::string file = place.isValid() ? place.getFilename() : "";
    if (std::ranges::any_of(headers, [&](const std::string& header) { return file.ends_with("/" + header); })) return true;
  }
  return false;
}

}  // namespace

std::string PlainName(const clang::NamedDecl* decl) {
  std::string name = decl->getNameAsString();
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(decl)) name = constructor->getParent()->getNameAsString();
  for (const clang::DeclContext* at = decl->getDeclContext(); at; at = at->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(at);
    if (const auto* named = llvm::dyn_cast<clang::NamedDecl>(at); named && !(space && space->isInline()))
      name = named->getNameAsString() + "::" + name;
  }
  return name;
}

model::Result<LibraryTable> LibraryTable::Make(const std::vector<config::LibraryCall>& users) {
  LibraryTable table;
  table.Add(users);
  for (const auto& [name, text] : kLibraryTexts) {
    auto calls = config::ReadLibrary(text, std::string(name));
    if (!calls) return std::unexpected(calls.error());
    table.Add(*std::move(calls));
  }
  return table;
}

void LibraryTable::Add(std::vector<config::LibraryCall> calls) {
  for (config::LibraryCall& call : calls)
    for (const std::string& name : call.calls) entries_.emplace(name, call);
}

const config::LibraryCall* LibraryTable::Find(const Scope& scope, const clang::FunctionDecl* callee) const {
  const clang::FunctionDecl* definition = nullptr;
  if (scope.Contains(callee) && callee->isDefined(definition) && scope.Contains(definition)) return nullptr;
  const auto [begin, end] = entries_.equal_range(PlainName(callee));
  for (auto at = begin; at != end; ++at)
    if (ComesFrom(callee->getASTContext(), callee, at->second.from)) return &at->second;
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee))
    for (const clang::CXXMethodDecl* overridden : method->overridden_methods())
      if (const config::LibraryCall* call = Find(scope, overridden)) return call;
  return nullptr;
}

bool AllDeclared(const clang::ASTContext& context, std::string_view expression) {
  bool all = true;
  ForEachName(expression, [&](size_t begin, size_t end) { all &= IsDeclared(context, expression.substr(begin, end - begin)); });
  return all;
}

std::string FromGlobal(std::string_view expression) {
  std::string out;
  size_t copied = 0;
  ForEachName(expression, [&](size_t begin, size_t) {
    out.append(expression, copied, begin - copied);
    if (!expression.substr(begin).starts_with("::")) out += "::";
    copied = begin;
  });
  return out.append(expression, copied);
}

}  // namespace csnake::instrument
