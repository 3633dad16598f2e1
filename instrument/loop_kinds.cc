#include "instrument/loop_kinds.h"

#include <algorithm>
#include <array>

#include "instrument/waits.h"

namespace csnake::instrument {
namespace {

using clang::Expr;

// Waits, locks, threads and streams of the standard library count as work; containers and strings do not.
bool IsStandardWork(const clang::FunctionDecl* callee) {
  if (IsPause(callee)) return true;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  static constexpr std::array kClasses = {"mutex", "recursive_mutex", "shared_mutex", "timed_mutex", "condition_variable",
      "condition_variable_any", "lock_guard", "unique_lock", "scoped_lock", "shared_lock", "thread", "jthread", "future",
      "promise", "shared_future", "packaged_task", "function", "basic_ostream", "basic_istream", "basic_fstream",
      "basic_ofstream", "basic_ifstream", "counting_semaphore", "latch", "barrier", "__basic_future", "_Function_base"};
  if (method) {
    const std::string name = method->getParent()->getNameAsString();
    return std::ranges::find(kClasses, name) != kClasses.end();
  }
  if (callee->getDeclName().isIdentifier() && callee->getName() == "getline") return true;
  for (const clang::DeclContext* at = callee->getDeclContext(); at; at = at->getParent())
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(at); space && (space->getName() == "this_thread" || space->getName() == "filesystem"))
      return true;
  return false;
}

bool IsWork(const Scope& scope, const clang::Stmt* stmt, int depth = 3);

// A function that only computes: no loop in it, no decision if it changes something, and no work in what it calls, as far
// as that is visible.
bool OnlyComputes(const Scope& scope, const clang::FunctionDecl* callee, int depth) {
  const clang::FunctionDecl* definition = nullptr;
  if (depth == 0 || !callee->hasBody(definition)) return false;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  const bool looks = !method || method->isStatic() || method->isConst();
  return ForEachStmt(definition->getBody(), [&](const clang::Stmt* stmt) {
    if (llvm::isa<clang::IfStmt, clang::SwitchStmt>(stmt) && !looks) return false;
    return !llvm::isa<clang::ForStmt, clang::WhileStmt, clang::CXXForRangeStmt, clang::DoStmt, clang::LambdaExpr>(stmt) &&
           !IsWork(scope, stmt, depth - 1);
  });
}

bool IsWork(const Scope& scope, const clang::Stmt* stmt, int depth) {
  if (llvm::isa<clang::CXXThrowExpr, clang::CXXNewExpr, clang::CoawaitExpr>(stmt)) return true;
  if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(stmt)) {
    const clang::CXXConstructorDecl* callee = construct->getConstructor();
    return IsInStd(callee) ? IsStandardWork(callee) : scope.Contains(callee) && !callee->isImplicit() && !OnlyComputes(scope, callee, depth);
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
  if (!call) return false;
  if (call->isTypeDependent() && !call->getDirectCallee()) return true;
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (!callee) return true;  // Through a pointer or a std::function.
  if (callee->getBuiltinID() != 0 && !callee->isExternC()) return false;
  if (IsInStd(callee)) return IsStandardWork(callee);
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  if (method && method->isVirtual()) return true;
  if (scope.Contains(callee)) return !OnlyComputes(scope, callee, depth);
  return true;  // A function of somebody else: libc, a library.
}

const clang::Stmt* BodyOf(const clang::Stmt* loop) {
  if (const auto* s = llvm::dyn_cast<clang::ForStmt>(loop)) return s->getBody();
  if (const auto* s = llvm::dyn_cast<clang::WhileStmt>(loop)) return s->getBody();
  if (const auto* s = llvm::dyn_cast<clang::DoStmt>(loop)) return s->getBody();
  return llvm::cast<clang::CXXForRangeStmt>(loop)->getBody();
}

bool HasConstantBound(clang::ASTContext& context, const clang::Stmt* loop) {
  if (const auto* range = llvm::dyn_cast<clang::CXXForRangeStmt>(loop)) {
    const Expr* over = range->getRangeInit() ? Strip(range->getRangeInit()) : nullptr;
    return over && (over->getType()->isConstantArrayType() || llvm::isa<clang::CXXStdInitializerListExpr, clang::InitListExpr>(over));
  }
  if (const auto* done = llvm::dyn_cast<clang::DoStmt>(loop)) {
    bool again = true;
    return !done->getCond()->isValueDependent() && done->getCond()->EvaluateAsBooleanCondition(again, context) && !again;
  }
  const auto* counted = llvm::dyn_cast<clang::ForStmt>(loop);
  const auto* compare = counted && counted->getCond() ? llvm::dyn_cast<clang::BinaryOperator>(Strip(counted->getCond())) : nullptr;
  const auto* declared = counted ? llvm::dyn_cast_or_null<clang::DeclStmt>(counted->getInit()) : nullptr;
  if (!compare || !compare->isComparisonOp() || !declared || !declared->isSingleDecl()) return false;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(declared->getSingleDecl());
  if (!variable || !variable->getInit() || variable->getInit()->isValueDependent() || compare->getRHS()->isValueDependent()) return false;
  Expr::EvalResult from, to;
  if (!variable->getInit()->EvaluateAsInt(from, context) || !compare->getRHS()->EvaluateAsInt(to, context)) return false;
  // A loop that may stop early is a bounded retry, not a fixed amount of work.
  return ForEachStmt(BodyOf(loop), [](const clang::Stmt* stmt) {
    return !llvm::isa<clang::BreakStmt, clang::ReturnStmt, clang::ContinueStmt>(stmt);
  });
}

// Handlers left out: what is waited there follows a failure, not each iteration.
bool HasPause(const clang::Stmt* root, int depth) {
  if (!root || llvm::isa<clang::LambdaExpr, clang::CXXCatchStmt>(root)) return false;
  const auto* call = llvm::dyn_cast<clang::CallExpr>(root);
  if (const clang::FunctionDecl* callee = call ? call->getDirectCallee() : nullptr) {
    const clang::FunctionDecl* definition = nullptr;
    if (IsPause(callee)) return true;
    if (depth > 0 && !IsInStd(callee) && callee->hasBody(definition) && HasPause(definition->getBody(), depth - 1)) return true;
  }
  return std::ranges::any_of(root->children(), [depth](const clang::Stmt* child) { return HasPause(child, depth); });
}

// Whether one of its own statements sleeps, or calls a function of which that holds and which does not return before.
bool Sleeps(const clang::Stmt* body, int depth) {
  const auto* block = llvm::dyn_cast<clang::CompoundStmt>(body);
  if (block) return std::ranges::any_of(block->body(), [depth](const clang::Stmt* stmt) { return Sleeps(stmt, depth); });
  const auto* expression = llvm::dyn_cast<clang::Expr>(body);
  const auto* call = expression ? llvm::dyn_cast<clang::CallExpr>(Strip(expression)) : nullptr;
  const clang::FunctionDecl* callee = call ? call->getDirectCallee() : nullptr;
  const clang::FunctionDecl* definition = nullptr;
  if (!callee || IsSleep(callee)) return callee;
  return depth > 0 && !IsInStd(callee) && callee->hasBody(definition) && Sleeps(definition->getBody(), depth - 1) &&
         ForEachStmt(definition->getBody(), [](const clang::Stmt* stmt) { return !llvm::isa<clang::ReturnStmt>(stmt); });
}

// Whether something in it jumps to the next iteration of the loop whose body it is.
bool Continues(const clang::Stmt* body) {
  if (!body || llvm::isa<clang::LambdaExpr, clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(body)) return false;
  return llvm::isa<clang::ContinueStmt, clang::GotoStmt>(body) || std::ranges::any_of(body->children(), Continues);
}

// How often it iterates is settled by what it goes through, however long that takes.
bool IsCounted(const clang::Stmt* loop) {
  const auto* counted = llvm::dyn_cast<clang::ForStmt>(loop);
  return llvm::isa<clang::CXXForRangeStmt>(loop) || (counted && counted->getCond() && counted->getInc());
}

}  // namespace

bool DoesWork(const Scope& scope, const clang::Stmt* root, const std::function<bool(const clang::Stmt*)>& ignored) {
  return !ForEachStmt(root, [&](const clang::Stmt* stmt) { return (ignored && ignored(stmt)) || !IsWork(scope, stmt); });
}

Verdict ClassifyLoop(clang::ASTContext& context, const Scope& scope, const clang::Stmt* loop) {
  if (HasConstantBound(context, loop)) return "constant bounds: its iterations cannot rise";
  return DoesWork(scope, loop) ? "" : kIdle;
}

bool HasOuterCase(const clang::Stmt* stmt) {
  if (!stmt || llvm::isa<clang::SwitchStmt>(stmt)) return false;
  return llvm::isa<clang::SwitchCase>(stmt) || std::ranges::any_of(stmt->children(), HasOuterCase);
}

bool HasComputedJump(const clang::Stmt* stmt) {
  return !ForEachStmt(stmt, [](const clang::Stmt* part) {
    const auto* assembly = llvm::dyn_cast<clang::GCCAsmStmt>(part);
    return !llvm::isa<clang::IndirectGotoStmt>(part) && !(assembly && assembly->isAsmGoto());
  });
}

model::Pause PauseOf(const clang::Stmt* loop) {
  if (IsCounted(loop) || !HasPause(loop, 1)) return model::Pause::kNone;
  const bool is_loop = llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt>(loop);
  return is_loop && !Continues(BodyOf(loop)) && Sleeps(BodyOf(loop), 1) ? model::Pause::kAlways : model::Pause::kSomewhere;
}

}  // namespace csnake::instrument
