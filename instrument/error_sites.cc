// Of FunctionRewriter: throws and error returns, and their hooks.
#include <algorithm>

#include "instrument/classify.h"
#include "instrument/function_rewriter.h"
#include "instrument/local_names.h"
#include "instrument/made_values.h"
#include "instrument/throwing_calls.h"

namespace csnake::instrument {
namespace {

using clang::CompoundStmt;
using clang::Expr;
using clang::Stmt;

// Whether `stmt` stands where a block could: below a block, or alone as a branch or body.
bool IsStatementOf(const Stmt* above, const Stmt* stmt) {
  if (const auto* s = llvm::dyn_cast<clang::IfStmt>(above)) return stmt != s->getCond();
  if (const auto* s = llvm::dyn_cast<clang::WhileStmt>(above)) return stmt == s->getBody();
  if (const auto* s = llvm::dyn_cast<clang::DoStmt>(above)) return stmt == s->getBody();
  if (const auto* s = llvm::dyn_cast<clang::ForStmt>(above)) return stmt == s->getBody();
  if (const auto* s = llvm::dyn_cast<clang::CXXForRangeStmt>(above)) return stmt == s->getBody();
  return llvm::isa<CompoundStmt, clang::SwitchCase, clang::LabelStmt, clang::AttributedStmt, clang::SwitchStmt>(above);
}

}  // namespace

const ErrorValues& FunctionRewriter::Errors() {
  if (!error_values_) error_values_.emplace(unit_.context, unit_.scope, unit_.error_types, function_, function_->getBody());
  return *error_values_;
}

void FunctionRewriter::VisitThrow(const clang::CXXThrowExpr* expr) {
  if (!expr->getSubExpr()) return;
  const bool helper = IsThrowingHelper(unit_.scope, function_);
  AddErrorSite(model::Kind::kThrow, expr, expr->getSourceRange(), helper ? "the function does nothing but throw; its calls are hooked" : "");
}

bool FunctionRewriter::VisitThrowingCall(const clang::CallExpr* call) {
  Verdict verdict = ClassifyThrowingCall(unit_.scope, call);
  if (!verdict) return false;
  if (verdict->empty() && IsThrowingHelper(unit_.scope, function_)) verdict = "the function does nothing but throw; its calls are hooked";
  AddErrorSite(model::Kind::kThrow, call, call->getSourceRange(), *verdict);
  return true;
}

void FunctionRewriter::VisitReturn(const Stmt* stmt, const Expr* value) {
  if (!value) return;
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(Strip(value))) return HookArms(choice);
  Verdict verdict = Errors().Returned(value);
  const Expr* assigned = verdict ? nullptr : AssignedBefore(value, stmt);
  if (assigned) verdict = Errors().Returned(assigned);
  if (verdict) AddErrorSite(model::Kind::kErrorReturn, stmt, stmt->getSourceRange(), *verdict);
}

void FunctionRewriter::HookArms(const clang::ConditionalOperator* choice) {
  for (const bool wanted : {true, false}) {
    const Expr* arm = wanted ? choice->getTrueExpr() : choice->getFalseExpr();
    if (const auto* inner = llvm::dyn_cast<clang::ConditionalOperator>(Strip(arm))) {
      HookArms(inner);
      continue;
    }
    const Verdict verdict = Errors().Returned(arm);
    if (!verdict) continue;
    ++errors_;
    if (verdict->empty()) AddExpressionBranch(choice, choice->getCond());
    model::Site& site = AddSite(model::Kind::kErrorReturn, arm->getBeginLoc(), TextOf(unit_.context, arm->getSourceRange()), *verdict);
    if (!verdict->empty()) continue;
    BranchPoint& point = branches_.at(choice);
    point.forces.push_back({site.id, wanted, true, false});
    site.guard = point.number;
    site.guard_forced_to = wanted;
  }
}

// What the variable in `value` was given last before a statement of the same block, if nothing else used it since.
const Expr* FunctionRewriter::AssignedBefore(const Expr* value, const Stmt* before) const {
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(Strip(value));
  const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  const auto* block = path_.empty() ? body_ : llvm::dyn_cast<CompoundStmt>(path_.back());
  if (!variable || !variable->hasLocalStorage() || !block) return nullptr;
  const Expr* assigned = nullptr;
  for (const Stmt* sibling : block->body()) {
    if (sibling == before) break;
    const auto names = [&](const Stmt* part) {
      const auto* named = llvm::dyn_cast<clang::DeclRefExpr>(part);
      return named && named->getDecl() == variable;
    };
    if (ForEachStmt(sibling, [&](const Stmt* part) { return !names(part); })) continue;
    assigned = nullptr;
    const auto* expr = llvm::dyn_cast<Expr>(sibling);
    const auto* assign = expr ? llvm::dyn_cast<clang::BinaryOperator>(Strip(expr)) : nullptr;
    const auto* overloaded = expr ? llvm::dyn_cast<clang::CXXOperatorCallExpr>(Strip(expr)) : nullptr;
    if (assign && assign->getOpcode() == clang::BO_Assign && names(Strip(assign->getLHS()))) assigned = assign->getRHS();
    if (overloaded && overloaded->getOperator() == clang::OO_Equal && names(Strip(overloaded->getArg(0)))) assigned = overloaded->getArg(1);
  }
  return assigned;
}

// The value that is returned behind a label, when everything up to there is straight.
const Expr* FunctionRewriter::ReturnedBehind(const clang::LabelDecl* label) const {
  const Expr* value = nullptr;
  ForEachStmt(body_, [&](const Stmt* stmt) {
    const auto* block = llvm::dyn_cast<CompoundStmt>(stmt);
    bool behind = false;
    for (const Stmt* sibling : block ? block->body() : CompoundStmt::body_const_range(nullptr, nullptr)) {
      const auto* labelled = llvm::dyn_cast<clang::LabelStmt>(sibling);
      if (labelled && labelled->getDecl() == label) behind = true;
      while (const auto* at = llvm::dyn_cast<clang::LabelStmt>(sibling)) sibling = at->getSubStmt();
      if (!behind) continue;
      if (const auto* returned = llvm::dyn_cast<clang::ReturnStmt>(sibling)) return value = returned->getRetValue(), false;
      if (NeverFallsThrough(sibling)) return false;
    }
    return true;
  });
  return value;
}

void FunctionRewriter::VisitGoto(const clang::GotoStmt* jump) {
  const Expr* value = ReturnedBehind(jump->getLabel());
  if (!value) return;
  Verdict verdict = Errors().Returned(value);
  clang::SourceRange range = jump->getSourceRange();
  if (!verdict) {
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(Strip(value));
    const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
    if (!variable || !variable->hasLocalStorage()) return;
    const Expr* assigned = AssignedBefore(value, jump);
    if (!assigned && !IsWrittenBetween(variable, jump)) assigned = variable->getInit();
    if (assigned) verdict = Errors().Returned(assigned);
  }
  if (verdict) AddErrorSite(model::Kind::kErrorReturn, jump, range, *verdict);
}

bool FunctionRewriter::IsWrittenBetween(const clang::VarDecl* variable, const Stmt* before) const {
  return !ForEachStmt(body_, [&](const Stmt* stmt) {
    const auto* assign = llvm::dyn_cast<clang::BinaryOperator>(stmt);
    if (!assign || !assign->isAssignmentOp() || OffsetOf(assign->getBeginLoc()) > OffsetOf(before->getBeginLoc())) return true;
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(Strip(assign->getLHS()));
    return !use || use->getDecl() != variable;
  });
}

void FunctionRewriter::VisitReport(const Expr* statement) {
  const Stmt* above = path_.empty() ? body_ : path_.back();
  if (!IsStatementOf(above, statement) || !Errors().IsReported(statement)) return;
  const Stmt* next = nullptr;
  if (const auto* block = llvm::dyn_cast<CompoundStmt>(above))
    if (const auto at = std::find(block->body_begin(), block->body_end(), statement); at != block->body_end() && at + 1 != block->body_end()) next = *(at + 1);
  const auto* returned = llvm::dyn_cast_or_null<clang::ReturnStmt>(next);
  if (returned && returned->getRetValue() && Errors().Returned(returned->getRetValue()) == "") return;
  if (!returned && !function_->getReturnType()->isVoidType()) return;
  AddErrorSite(model::Kind::kErrorReturn, statement, statement->getSourceRange(), "");
}

void FunctionRewriter::AddErrorSite(model::Kind kind, const Stmt* stmt, clang::SourceRange range, const std::string& excluded) {
  ++errors_;
  model::Site& site = AddSite(kind, stmt->getBeginLoc(), TextOf(unit_.context, range), excluded);
  if (!excluded.empty()) return;
  path_.push_back(stmt);
  const Guard guard = FindGuard(path_, body_, [this](const Stmt* owner) { return branches_.contains(owner); });
  path_.pop_back();
  site.excluded = HookError(site, stmt, guard);
}

std::string FunctionRewriter::HookError(model::Site& site, const Stmt* stmt, const Guard& guard) {
  const bool by_outcome = guard.way == Guard::Way::kBranch && llvm::isa<Expr>(guard.owner);
  std::string entry;
  const SwitchPoint* at = guard.way == Guard::Way::kSwitch && switches_.contains(guard.owner) ? &switches_.at(guard.owner) : nullptr;
  const std::string caught = guard.way == Guard::Way::kHandler ? CaughtValue(unit_.context, guard.handler) : "";
  const bool elsewhere = guard.way == Guard::Way::kBranch || at || !caught.empty();
  const bool jumps = !ForEachStmt(body_, [](const Stmt* part) { return !llvm::isa<clang::GotoStmt>(part); });
  if (guard.way == Guard::Way::kJump && jumps) return "a label stands before it; the jumps there are what is hooked";
  if (in_initializers_ && !by_outcome) return "no condition in this member initialiser guards it";
  if (!elsewhere) {
    if (guard.way == Guard::Way::kHandler) return "only an exception leads there, and none of its type can be made here";
    const bool whole = llvm::isa<clang::ReturnStmt, clang::CoreturnStmt, clang::CXXThrowExpr>(stmt) || site.kind == model::Kind::kThrow;
    entry = whole ? EntryText(stmt) : "";
    if (entry.empty()) return "no condition guards it, and it needs local variables that do not exist at function entry";
  }
  if (!by_outcome && !WrapOccurrence(stmt, site.id)) return "no place for a hook beside this form of statement";
  const std::string hook = Frame() + ", &" + SiteName(site.id);
  if (at) {
    switches_.at(guard.owner).forces.push_back({site.id, guard.label});
  } else if (!caught.empty()) {
    const CompoundStmt* tried = llvm::cast<clang::CXXTryStmt>(guard.owner)->getTryBlock();
    unit_.edits.Wrap(InsideOf(tried), OffsetOf(tried->getRBracLoc()), " if (csnake_force(" + hook + ", 1, 0) == 3) throw " + caught + "; ");
  } else if (!elsewhere) {
    unit_.edits.Before(body_wrap_) += "if (csnake_inject(" + hook + ")) { " + entry + "; } ";
  } else if (const clang::CallExpr* failing = FailingCall(guard); failing) {
    const std::string failed = FailedResult(unit_.context, failing->getType());
    unit_.edits.Wrap(OffsetOf(failing->getBeginLoc()), EndOf(failing->getEndLoc()), "(csnake_force(" + hook + ", 1, 0) == 3 ? " + failed + " : ", ")");
    site.guard = branches_.at(guard.owner).number;
    site.guard_forced_to = guard.wanted;
  } else {
    BranchPoint& point = branches_.at(guard.owner);
    point.forces.push_back({site.id, guard.wanted, by_outcome, !guard.outer.empty()});
    site.guard = point.number;
    site.guard_forced_to = guard.wanted;
    for (const auto& [owner, wanted] : guard.outer) branches_.at(owner).forces.push_back({site.id, wanted, false, owner != guard.outer.back().first});
  }
  return "";
}

// The call whose failure the guard handles by asking for its error: `if (auto r = Call(); !r) return Fail(r.error());`. A
// forced outcome would ask a success for the error that it does not have; so the call is what fails. Null when the guard
// is no such one, or when no failed result of the type can be made.
const clang::CallExpr* FunctionRewriter::FailingCall(const Guard& guard) const {
  const auto* branch = llvm::dyn_cast<clang::IfStmt>(guard.owner);
  if (!branch || !guard.outer.empty()) return nullptr;
  const clang::VarDecl* asked = nullptr;
  bool alone = true;
  ForEachStmt(branch->getCond(), [&](const Stmt* part) {
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(part);
    const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
    if (!variable) return true;
    alone &= !asked || asked == variable;
    asked = variable;
    return true;
  });
  if (!asked || !alone || !asked->hasLocalStorage() || asked->getType()->isReferenceType() || !asked->hasInit()) return nullptr;
  const clang::CXXRecordDecl* record = asked->getType()->getAsCXXRecordDecl();
  if (!record || !ErrorTold(record) || !IsDeclaredBefore(asked, branch)) return nullptr;
  const bool tells = !ForEachStmt(guard.wanted ? branch->getThen() : branch->getElse(), [&](const Stmt* part) {
    const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(part);
    const clang::CXXMethodDecl* method = call ? call->getMethodDecl() : nullptr;
    return !method || method->getParent() != record || !IsNamed(method, {"error", "err"});
  });
  const auto* call = llvm::dyn_cast<clang::CallExpr>(Strip(asked->getInit()));
  if (!tells || !call || !call->isPRValue() || !unit_.context.hasSameUnqualifiedType(call->getType(), asked->getType())) return nullptr;
  return FailedResult(unit_.context, call->getType()).empty() ? nullptr : call;
}

// In the init of the `if`, or by the statement before it.
bool FunctionRewriter::IsDeclaredBefore(const clang::VarDecl* variable, const clang::IfStmt* branch) const {
  const auto declares = [&](const Stmt* stmt) {
    const auto* declaration = llvm::dyn_cast_or_null<clang::DeclStmt>(stmt);
    return declaration && declaration->isSingleDecl() && declaration->getSingleDecl() == variable;
  };
  if (declares(branch->getInit())) return true;
  return !ForEachStmt(body_, [&](const Stmt* stmt) {
    const auto* block = llvm::dyn_cast<CompoundStmt>(stmt);
    if (!block) return true;
    const auto at = std::find(block->body_begin(), block->body_end(), branch);
    return at == block->body_end() || at == block->body_begin() || !declares(*(at - 1));
  });
}

bool FunctionRewriter::WrapOccurrence(const Stmt* stmt, model::SiteId id) {
  const std::string hook = "csnake_occur(" + Frame() + ", &" + SiteName(id) + ")";
  size_t parent = path_.size();
  const Stmt* child = stmt;
  while (parent > 0 && llvm::isa<clang::ExprWithCleanups>(path_[parent - 1])) child = path_[--parent];
  const Stmt* above = parent > 0 ? path_[parent - 1] : body_;
  if (!IsStatementOf(above, child)) {  // Inside an expression, a return, a declaration: a statement does not fit.
    const auto* thrown = llvm::dyn_cast<clang::CXXThrowExpr>(stmt);
    const auto* expr = thrown ? thrown->getSubExpr() : llvm::dyn_cast<Expr>(stmt);
    if (!expr || (thrown && llvm::isa<clang::DeclRefExpr>(Strip(expr)))) return false;  // A variable is moved only if it stands alone.
    unit_.edits.Wrap(OffsetOf(expr->getBeginLoc()), EndOf(expr->getEndLoc()), "((void)" + hook + ", ", ")");
    return true;
  }
  const size_t end = StatementEnd(stmt);
  if (end == std::string::npos) return false;
  unit_.edits.Wrap(OffsetOf(stmt->getBeginLoc()), end, "{ " + hook + "; ", " }");
  return true;
}

std::string FunctionRewriter::EntryText(const Stmt* stmt) const {
  const auto* returned = llvm::dyn_cast<clang::CoreturnStmt>(stmt);  // The rest of it is the compiler's.
  const bool plain = ForEachStmt(returned ? returned->getOperand() : stmt, [](const Stmt* part) {
    if (llvm::isa<clang::LambdaExpr, clang::CoroutineSuspendExpr, clang::DependentCoawaitExpr>(part)) return false;
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
