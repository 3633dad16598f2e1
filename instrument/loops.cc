// Of FunctionRewriter: loops, their entries and iterations.
#include "instrument/function_rewriter.h"
#include "instrument/loop_kinds.h"

namespace csnake::instrument {
namespace {

using clang::CompoundStmt;
using clang::Stmt;

constexpr size_t kNowhere = std::string::npos;

bool ContainsJumpTarget(const Stmt* loop) {
  std::vector<const Stmt*> inner_switches;
  bool found = false;
  const std::function<void(const Stmt*, bool)> walk = [&](const Stmt* stmt, bool in_switch) {
    if (!stmt) return;
    found |= llvm::isa<clang::LabelStmt>(stmt) || (llvm::isa<clang::SwitchCase>(stmt) && !in_switch);
    for (const Stmt* child : stmt->children()) walk(child, in_switch || llvm::isa<clang::SwitchStmt>(stmt));
  };
  walk(loop, false);
  return found;
}

// Clang lets neither kind of jump leave a scope whose end has something to do.
bool ContainsComputedJump(const Stmt* loop) {
  return !ForEachStmt(loop, [](const Stmt* stmt) {
    const auto* assembly = llvm::dyn_cast<clang::GCCAsmStmt>(stmt);
    return !llvm::isa<clang::IndirectGotoStmt>(stmt) && !(assembly && assembly->isAsmGoto());
  });
}

}  // namespace

void FunctionRewriter::VisitLoop(const Stmt* loop) {
  const auto* range = llvm::dyn_cast<clang::CXXForRangeStmt>(loop);
  const auto* counted = llvm::dyn_cast<clang::ForStmt>(loop);
  const auto* whiled = llvm::dyn_cast<clang::WhileStmt>(loop);
  const auto* done = llvm::dyn_cast<clang::DoStmt>(loop);
  const Stmt* body = range ? range->getBody() : counted ? counted->getBody() : whiled ? whiled->getBody() : done->getBody();
  const clang::Expr* condition = ConditionOf(loop);

  const auto verdict = ClassifyLoop(unit_.context, unit_.scope, loop);
  std::string excluded = verdict.value_or("");
  if (excluded.empty() && ContainsJumpTarget(loop)) excluded = "a label or case inside is jumped to from outside";
  if (excluded.empty() && ContainsComputedJump(loop)) excluded = "a computed jump inside may leave it";
  if (excluded.empty() && coroutine_) excluded = "in a coroutine: an iteration may begin on one thread and end on another";
  const size_t end = StatementEnd(loop);
  if (excluded.empty() && (end == kNowhere || (!path_.empty() && llvm::isa<clang::AttributedStmt>(path_.back()))))
    excluded = "carries an attribute or pragma that must stand right before the loop";
  const std::string header = TextOf(unit_.context, clang::SourceRange(loop->getBeginLoc(), body->getBeginLoc()), 100);
  model::Site& site = AddSite(model::Kind::kDelay, loop->getBeginLoc(), header, excluded);
  site.paced = IsPaced(loop);

  size_t body_wrap = kNowhere;
  std::string loop_name;
  const bool block = llvm::isa<CompoundStmt>(body);
  if (excluded.empty()) {
    loop_name = "csnake_l" + std::to_string(++unit_.names_used);
    const size_t begin = OffsetOf(loop->getBeginLoc());
    loops_.push_back({unit_.edits.Wrap(begin, end, "", " }"), begin, end, loop_name, site.id});
  }
  const int line = site.line;
  const model::SiteId site_id = site.id;
  bool constant = false;
  const bool decided = condition && !condition->isValueDependent() && condition->EvaluateAsBooleanCondition(constant, unit_.context);
  const bool wrappable = condition && !decided && !(whiled && whiled->getConditionVariable()) && !(counted && counted->getConditionVariable());
  const size_t first_bit_before_condition = info_.branches.size();
  if (wrappable) {
    const size_t condition_end = counted ? EndOf(condition->getEndLoc()) : OffsetOf(whiled ? whiled->getRParenLoc() : done->getRParenLoc());
    AddBranch(loop, condition, OffsetOf(condition->getBeginLoc()), condition_end, line);
    const BranchPoint& point = branches_.at(loop);
    if (point.number >= 0 && excluded.empty()) unit_.catalogue.sites.at(site.id).branch = point.number;
    if (!counted) AddDetector(loop, false);
  }
  path_.push_back(loop);
  if (range) Visit(range->getInit()), Visit(range->getRangeInit());
  if (counted) Visit(counted->getInit());
  if (whiled && whiled->getConditionVariable()) Visit(whiled->getConditionVariableDeclStmt());
  else Visit(condition);
  if (counted) Visit(counted->getInc());
  if (excluded.empty())
    body_wrap = block ? unit_.edits.Wrap(InsideOf(llvm::cast<CompoundStmt>(body)), OffsetOf(llvm::cast<CompoundStmt>(body)->getRBracLoc()))
                      : unit_.edits.Wrap(OffsetOf(body->getBeginLoc()), StatementEnd(body));
  const size_t first_bit = done ? first_bit_before_condition : info_.branches.size();
  Visit(body);
  path_.pop_back();
  if (!excluded.empty()) return;
  uint64_t inside = 0;
  for (size_t bit = first_bit; bit < info_.branches.size(); ++bit) inside |= uint64_t{1} << bit;
  unit_.edits.Before(body_wrap) = (block ? " " : "{ ") + std::string("csnake_iterate(") + Frame() + ", &" + SiteName(site_id) + ", " + loop_name + ", " + Hex(~inside) + "); ";
  if (!block) unit_.edits.After(body_wrap) = " }";
}

}  // namespace csnake::instrument
