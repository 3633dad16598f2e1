// Of FunctionRewriter: throws and error returns, the guards that lead to them, and their hooks.
#include <algorithm>

#include "instrument/classify.h"
#include "instrument/function_rewriter.h"
#include "instrument/local_names.h"

namespace csnake::instrument {
namespace {

using clang::CompoundStmt;
using clang::Stmt;

bool ReturnsInside(const Stmt* loop) {
  return !ForEachStmt(loop, [](const Stmt* stmt) { return !llvm::isa<clang::ReturnStmt>(stmt); });
}

}  // namespace

void FunctionRewriter::VisitThrow(const clang::CXXThrowExpr* expr) {
  if (expr->getSubExpr()) AddErrorSite(model::Kind::kThrow, expr, "");
}

void FunctionRewriter::VisitReturn(const clang::ReturnStmt* stmt) {
  if (const Verdict verdict = ClassifyReturn(unit_.context, unit_.scope, function_, stmt)) AddErrorSite(model::Kind::kErrorReturn, stmt, *verdict);
}

void FunctionRewriter::AddErrorSite(model::Kind kind, const Stmt* stmt, const std::string& excluded) {
  model::Site& site = AddSite(kind, stmt->getBeginLoc(), TextOf(unit_.context, stmt->getSourceRange()), excluded);
  if (!excluded.empty()) return;
  path_.push_back(stmt);
  const auto [owner, wanted] = FindGuard();
  path_.pop_back();
  const std::string entry = owner ? "" : EntryText(stmt);
  if (!owner && entry.empty()) {
    site.excluded = "no condition guards it, and it needs local variables that do not exist at function entry";
    return;
  }
  if (!WrapOccurrence(stmt, site.id)) {
    site.excluded = "no place for a hook beside this form of statement";
    return;
  }
  if (!owner) {
    unit_.edits.Before(body_wrap_) += "if (csnake_inject(" + Frame() + ", &" + SiteName(site.id) + ")) { " + entry + "; } ";
    return;
  }
  BranchPoint& point = branches_.at(owner);
  point.forces.push_back({site.id, wanted});
  site.guard = point.number;
  site.guard_forced_to = wanted;
}

bool FunctionRewriter::WrapOccurrence(const Stmt* stmt, model::SiteId id) {
  const std::string hook = "csnake_occur(" + Frame() + ", &" + SiteName(id) + ")";
  size_t parent = path_.size();
  while (parent > 0 && llvm::isa<clang::ExprWithCleanups>(path_[parent - 1])) --parent;
  const Stmt* above = parent > 0 ? path_[parent - 1] : body_;
  const auto* thrown = llvm::dyn_cast<clang::CXXThrowExpr>(stmt);
  if (thrown && llvm::isa<clang::Expr>(above)) {  // Inside ?: or a comma: a statement does not fit.
    const auto* operand = thrown->getSubExpr();
    if (llvm::isa<clang::DeclRefExpr>(Strip(operand))) return false;  // A variable is moved only if it stands alone.
    unit_.edits.Wrap(OffsetOf(operand->getBeginLoc()), EndOf(operand->getEndLoc()), "((void)" + hook + ", ", ")");
    return true;
  }
  const size_t end = StatementEnd(stmt);
  if (end == std::string::npos) return false;
  unit_.edits.Wrap(OffsetOf(stmt->getBeginLoc()), end, "{ " + hook + "; ", " }");
  return true;
}

std::pair<const Stmt*, bool> FunctionRewriter::PrecedingGuard(const CompoundStmt* block, const Stmt* before) const {
  const Stmt* guard = nullptr;
  for (const Stmt* sibling : block->body()) {
    if (sibling == before) break;
    const auto* branch = llvm::dyn_cast<clang::IfStmt>(sibling);
    const bool exits = branch && !branch->getElse() && NeverFallsThrough(branch->getThen());
    const bool loop_exits = llvm::isa<clang::WhileStmt, clang::ForStmt>(sibling) && ReturnsInside(sibling);
    if ((exits || loop_exits) && branches_.contains(sibling)) guard = sibling;
  }
  return {guard, false};
}

std::pair<const Stmt*, bool> FunctionRewriter::FindGuard() const {
  for (size_t i = path_.size() - 1; i-- > 0;) {
    const Stmt* parent = path_[i];
    const Stmt* child = path_[i + 1];
    if (const auto* block = llvm::dyn_cast<CompoundStmt>(parent)) {
      if (const auto guard = PrecedingGuard(block, child); guard.first) return guard;
    } else if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(parent)) {
      if (child == branch->getThen() || child == branch->getElse()) {
        if (branches_.contains(parent)) return {parent, child == branch->getThen()};
        return {nullptr, false};
      }
    } else if (llvm::isa<clang::WhileStmt, clang::ForStmt>(parent)) {
      if (branches_.contains(parent) && child != ConditionOf(parent)) return {parent, true};
      return {nullptr, false};
    } else if (llvm::isa<clang::CXXForRangeStmt, clang::CXXCatchStmt, clang::SwitchStmt, clang::ConditionalOperator>(parent)) {
      return {nullptr, false};
    }
  }
  return PrecedingGuard(body_, path_.empty() ? nullptr : path_.front());
}

std::string FunctionRewriter::EntryText(const Stmt* stmt) const {
  const bool plain = ForEachStmt(stmt, [](const Stmt* part) {
    if (llvm::isa<clang::LambdaExpr>(part)) return false;
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(part);
    const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
    return !variable || !variable->hasLocalStorage() || llvm::isa<clang::ParmVarDecl>(variable);
  });
  if (!plain) return "";
  const size_t begin = OffsetOf(stmt->getBeginLoc());
  std::string text(Buffer().substr(begin, EndOf(stmt->getEndLoc()) - begin));
  const bool lines = text.find('\n') != std::string::npos;
  if (lines && (text.find("\n#") != std::string::npos || text.find("R\"") != std::string::npos)) return "";
  if (NeedsLocalName(body_, text)) return "";
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace csnake::instrument
