// Of FunctionRewriter: algorithms of the standard library that call a function of the target for each element.
//
//   (csnake_algorithm(F, S), std::for_each(begin, end, csnake_for_each(F, S, [&](int n) { ... })))
#include <algorithm>
#include <array>

#include "instrument/function_rewriter.h"
#include "instrument/library_table.h"
#include "instrument/loop_kinds.h"

namespace csnake::instrument {
namespace {

using clang::Expr;

// Of namespaces std and std::ranges: those that call their function once an element.
constexpr std::array<llvm::StringLiteral, 20> kAlgorithms = {
    "for_each", "for_each_n", "transform", "any_of", "all_of", "none_of", "find_if", "find_if_not", "count_if", "remove_if",
    "remove_copy_if", "copy_if", "replace_if", "generate", "generate_n", "partition", "stable_partition", "accumulate",
    "erase_if", "partition_copy"};

// The qualified name of what is called, also when template arguments decide which overload.
std::string CalledName(const clang::CallExpr* call) {
  if (llvm::isa<clang::CXXOperatorCallExpr>(call)) {
    const auto* object = llvm::dyn_cast<clang::DeclRefExpr>(call->getArg(0)->IgnoreParenImpCasts());
    return object ? PlainName(object->getDecl()) : "";
  }
  if (const clang::FunctionDecl* callee = call->getDirectCallee()) return PlainName(callee);
  const Expr* callee = call->getCallee()->IgnoreParenImpCasts();
  if (const auto* names = llvm::dyn_cast<clang::UnresolvedLookupExpr>(callee); names && names->decls_begin() != names->decls_end())
    return PlainName((*names->decls_begin())->getUnderlyingDecl());
  const auto* object = llvm::dyn_cast<clang::DeclRefExpr>(callee);
  return object ? PlainName(object->getDecl()) : "";
}

bool IsAlgorithm(llvm::StringRef name) {
  if (!name.consume_front("std::")) return false;
  name.consume_front("ranges::");
  return std::ranges::find(kAlgorithms, name) != kAlgorithms.end();
}

// What runs when the argument is called: the body of a lambda, function or function object; null when it is none of them.
const clang::Stmt* BodyOfCallable(const Expr* argument) {
  argument = Strip(argument);
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(argument)) return lambda->getBody();
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(argument); address && address->getOpcode() == clang::UO_AddrOf)
    argument = Strip(address->getSubExpr());
  const clang::FunctionDecl* definition = nullptr;
  if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(argument))
    if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(use->getDecl()))
      return !llvm::isa<clang::CXXMethodDecl>(function) && function->hasBody(definition) ? definition->getBody() : nullptr;
  const clang::CXXRecordDecl* record = argument->getType()->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition()) return nullptr;
  if (record->isLambda()) return record->getLambdaCallOperator()->getBody();
  for (const clang::CXXMethodDecl* method : record->getDefinition()->methods())
    if (method->getOverloadedOperator() == clang::OO_Call && method->hasBody(definition)) return definition->getBody();
  return nullptr;
}

// The policies are in std::execution, or there by a using declaration alone.
bool IsParallel(const clang::CallExpr* call) {
  const clang::CXXRecordDecl* first = call->getNumArgs() > 0 ? call->getArg(0)->getType()->getAsCXXRecordDecl() : nullptr;
  const std::string policy = first ? PlainName(first) : "";
  return policy.ends_with("::execution::parallel_policy") || policy.ends_with("::execution::parallel_unsequenced_policy") ||
         policy.ends_with("::execution::unsequenced_policy");
}

}  // namespace

void FunctionRewriter::VisitAlgorithm(const clang::CallExpr* call) {
  const std::string name = CalledName(call);
  if (!IsAlgorithm(name) || !unit_.context.getLangOpts().CPlusPlus11) return;
  const unsigned skipped = llvm::isa<clang::CXXOperatorCallExpr>(call) ? 1 : 0;
  const Expr* callable = nullptr;
  for (unsigned i = skipped; i < call->getNumArgs() && !callable; ++i)
    if (const clang::Stmt* body = BodyOfCallable(call->getArg(i)); body && unit_.scope.Contains(body->getBeginLoc())) callable = call->getArg(i);
  if (!callable) return;
  const clang::Stmt* body = BodyOfCallable(callable);
  const bool discarded = path_.empty() || !llvm::isa<Expr, clang::DeclStmt, clang::ReturnStmt>(path_.back()) ||
                         (llvm::isa<clang::ExprWithCleanups>(path_.back()) && (path_.size() < 2 || !llvm::isa<clang::DeclStmt, clang::ReturnStmt>(path_[path_.size() - 2])));
  std::string excluded;
  if (!DoesWork(unit_.scope, body)) excluded = kIdle;
  else if (IsParallel(call)) excluded = "it runs in threads of its own";
  else if (!discarded && name.ends_with("for_each")) excluded = "its result is the function that it was given";
  model::Site& site = AddSite(model::Kind::kDelay, call->getBeginLoc(), TextOf(unit_.context, call->getSourceRange(), 100), excluded);
  if (!excluded.empty()) return;
  other_loops_.push_back(OffsetOf(call->getBeginLoc()));
  const std::string target = Frame() + ", &" + SiteName(site.id);
  unit_.edits.Wrap(OffsetOf(call->getBeginLoc()), EndOf(call->getEndLoc()), "(csnake_algorithm(" + target + "), ", ")");
  const Expr* written = callable->IgnoreUnlessSpelledInSource();
  unit_.edits.Wrap(OffsetOf(written->getBeginLoc()), EndOf(written->getEndLoc()), "csnake_for_each(" + target + ", ", ")");
}

}  // namespace csnake::instrument
