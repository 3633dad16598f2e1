#include "instrument/guards.h"

#include <clang/AST/ExprCXX.h>

#include "instrument/scope.h"

namespace csnake::instrument {
namespace {

using clang::CompoundStmt;
using clang::Stmt;
using Way = Guard::Way;

constexpr size_t kOuterMax = 3;

bool ReturnsInside(const Stmt* loop) {
  return !ForEachStmt(loop, [](const Stmt* stmt) { return !llvm::isa<clang::ReturnStmt>(stmt); });
}

const Stmt* WithoutLabels(const Stmt* stmt) {
  for (;;) {
    if (const auto* s = llvm::dyn_cast<clang::SwitchCase>(stmt)) stmt = s->getSubStmt();
    else if (const auto* l = llvm::dyn_cast<clang::LabelStmt>(stmt)) stmt = l->getSubStmt();
    else if (const auto* a = llvm::dyn_cast<clang::AttributedStmt>(stmt)) stmt = a->getSubStmt();
    else return stmt;
  }
}

const clang::Expr* ConditionOf(const Stmt* loop) {
  if (const auto* s = llvm::dyn_cast<clang::WhileStmt>(loop)) return s->getCond();
  return llvm::cast<clang::ForStmt>(loop)->getCond();
}

bool IsEndless(const clang::Expr* condition) {
  return !condition || llvm::isa<clang::CXXBoolLiteralExpr, clang::IntegerLiteral>(Strip(condition));
}

class Finder {
 public:
  Finder(const std::vector<const Stmt*>& path, const CompoundStmt* body, const std::function<bool(const Stmt*)>& hooked)
      : path_(path), body_(body), hooked_(hooked) {}

  Guard Find() {
    for (size_t i = path_.size() - 1; i-- > 0;) {
      Guard guard;
      if (Decide(i, guard)) return guard;
    }
    Guard guard;
    InBlock(body_, path_.front(), nullptr, guard);
    return guard;
  }

 private:
  // Whether the parent at `i` settles what leads to its child.
  bool Decide(size_t i, Guard& guard) {
    const Stmt* parent = path_[i];
    const Stmt* child = path_[i + 1];
    if (const auto* block = llvm::dyn_cast<CompoundStmt>(parent)) return InBlock(block, child, i > 0 ? path_[i - 1] : nullptr, guard);
    if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(parent)) {
      if (child != branch->getThen() && child != branch->getElse()) return false;
      if (branch->isConstexpr() || branch->isConsteval()) return false;
      if (!hooked_(parent)) return true;
      guard = Branch(parent, child == branch->getThen());
      AddOuter(i, guard);
      return true;
    }
    if (llvm::isa<clang::WhileStmt, clang::ForStmt>(parent)) {
      const clang::Expr* condition = ConditionOf(parent);
      const auto* counted = llvm::dyn_cast<clang::ForStmt>(parent);
      if (child == condition || (counted && child == counted->getInit())) return false;
      if (hooked_(parent)) guard = Branch(parent, true);
      return hooked_(parent) || !IsEndless(condition);
    }
    if (const auto* choice = llvm::dyn_cast<clang::AbstractConditionalOperator>(parent)) {
      if (child == choice->getCond()) return false;
      if (hooked_(parent)) guard = Branch(parent, child == choice->getTrueExpr());
      return true;
    }
    if (const auto* logical = llvm::dyn_cast<clang::BinaryOperator>(parent); logical && logical->isLogicalOp()) {
      if (child == logical->getLHS()) return false;
      if (hooked_(parent)) guard = Branch(parent, logical->getOpcode() == clang::BO_LAnd);
      return true;
    }
    if (const auto* handler = llvm::dyn_cast<clang::CXXCatchStmt>(parent)) {
      guard.way = i > 0 && llvm::isa<clang::CXXTryStmt>(path_[i - 1]) ? Way::kHandler : Way::kNone;
      guard.owner = i > 0 ? path_[i - 1] : nullptr;
      guard.handler = handler;
      return true;
    }
    return llvm::isa<clang::CXXForRangeStmt, clang::SwitchStmt>(parent);
  }

  // The last exit before the child that was not taken, or the label before it.
  bool InBlock(const CompoundStmt* block, const Stmt* child, const Stmt* around, Guard& guard) {
    const clang::SwitchCase* label = nullptr;
    bool jumped_to = false;
    for (const Stmt* sibling : block->body()) {
      if (const auto* starts = llvm::dyn_cast<clang::SwitchCase>(sibling)) guard = {}, label = starts, jumped_to = false;
      if (llvm::isa<clang::LabelStmt>(sibling)) guard = {}, label = nullptr, jumped_to = true;
      if (sibling == child) break;
      NoteExit(WithoutLabels(sibling), guard);
    }
    if (guard.way != Way::kNone) return true;
    if (jumped_to) guard.way = Way::kJump;
    if (label) {
      guard.way = around && llvm::isa<clang::SwitchStmt>(around) ? Way::kSwitch : Way::kNone;
      guard.owner = around;
      guard.label = label;
    }
    return label || jumped_to;
  }

  void NoteExit(const Stmt* sibling, Guard& guard) const {
    if (!hooked_(sibling)) return;
    if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(sibling)) {
      const bool then = NeverFallsThrough(branch->getThen());
      const bool otherwise = branch->getElse() && NeverFallsThrough(branch->getElse());
      if (then != otherwise) guard = Branch(sibling, otherwise);
    }
    if (llvm::isa<clang::WhileStmt, clang::ForStmt>(sibling) && ReturnsInside(sibling)) guard = Branch(sibling, false);
  }

  void AddOuter(size_t inner, Guard& guard) const {
    while (inner > 0 && guard.outer.size() < kOuterMax) {
      size_t at = inner - 1;
      const Stmt* child = path_[inner];
      if (const auto* block = llvm::dyn_cast<CompoundStmt>(path_[at]); block && block->body_front() == child && at > 0) child = path_[at--];
      const auto* outer = llvm::dyn_cast<clang::IfStmt>(path_[at]);
      const auto* branch = llvm::cast<clang::IfStmt>(path_[inner]);
      if (!outer || !hooked_(outer) || branch->getInit() || (child != outer->getThen() && child != outer->getElse())) return;
      guard.outer.emplace_back(outer, child == outer->getThen());
      inner = at;
    }
  }

  static Guard Branch(const Stmt* owner, bool wanted) {
    Guard guard;
    guard.way = Way::kBranch;
    guard.owner = owner;
    guard.wanted = wanted;
    return guard;
  }

  const std::vector<const Stmt*>& path_;
  const CompoundStmt* body_;
  const std::function<bool(const Stmt*)>& hooked_;
};

}  // namespace

Guard FindGuard(const std::vector<const Stmt*>& path, const CompoundStmt* body, const std::function<bool(const Stmt*)>& hooked) {
  return Finder(path, body, hooked).Find();
}

bool NeverFallsThrough(const Stmt* statement) {
  if (!statement) return false;
  if (llvm::isa<clang::ReturnStmt, clang::BreakStmt, clang::ContinueStmt, clang::GotoStmt, clang::CoreturnStmt>(statement)) return true;
  if (const auto* expr = llvm::dyn_cast<clang::Expr>(statement)) {
    const clang::Expr* inner = expr->IgnoreUnlessSpelledInSource();
    if (const auto* cleanups = llvm::dyn_cast<clang::ExprWithCleanups>(inner)) inner = cleanups->getSubExpr();
    if (llvm::isa<clang::CXXThrowExpr>(inner)) return true;
    const auto* call = llvm::dyn_cast<clang::CallExpr>(inner);
    return call && call->getDirectCallee() && call->getDirectCallee()->isNoReturn();
  }
  if (const auto* block = llvm::dyn_cast<CompoundStmt>(statement)) return !block->body_empty() && NeverFallsThrough(block->body_back());
  if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(statement))
    return branch->getElse() && NeverFallsThrough(branch->getThen()) && NeverFallsThrough(branch->getElse());
  return false;
}

}  // namespace csnake::instrument
