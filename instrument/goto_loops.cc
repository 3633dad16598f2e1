// Of FunctionRewriter: loops that a goto to an earlier label closes. One site a label.
//
//   { csnake_loop l = {0}; ...; csnake_goto_leave(&l); again: csnake_goto_iterate(F, S, &l, keep); ... goto again; csnake_goto_leave(&l); ... }
//
// The loop's region goes from the label to the last statement of its block that holds a jump back. Whatever leaves the
// block ends the loop; a jump from the region to a later label of the same block says so.
#include <algorithm>

#include "instrument/function_rewriter.h"
#include "instrument/loop_kinds.h"

namespace csnake::instrument {
namespace {

using clang::CompoundStmt;
using clang::LabelStmt;
using clang::Stmt;

bool Holds(const Stmt* root, const Stmt* wanted) {
  return !ForEachStmt(root, [&](const Stmt* stmt) { return stmt != wanted; });
}

std::vector<const clang::GotoStmt*> JumpsIn(const Stmt* root) {
  std::vector<const clang::GotoStmt*> jumps;
  ForEachStmt(root, [&](const Stmt* stmt) {
    if (const auto* jump = llvm::dyn_cast<clang::GotoStmt>(stmt)) jumps.push_back(jump);
    return true;
  });
  return jumps;
}

// Whether a jump from outside the block, or from a switch around it, can come to a label in it.
bool IsEntered(const Stmt* function_body, const CompoundStmt* block) {
  std::vector<const clang::LabelDecl*> labels;
  ForEachStmt(block, [&](const Stmt* stmt) {
    if (const auto* label = llvm::dyn_cast<LabelStmt>(stmt)) labels.push_back(label->getDecl());
    return true;
  });
  return !ForEachStmt(function_body, [&](const Stmt* stmt) {
    if (const auto* taken = llvm::dyn_cast<clang::AddrLabelExpr>(stmt)) return std::ranges::find(labels, taken->getLabel()) == labels.end();
    const auto* jump = llvm::dyn_cast<clang::GotoStmt>(stmt);
    return !jump || std::ranges::find(labels, jump->getLabel()) == labels.end() || Holds(block, jump);
  });
}

}  // namespace

void FunctionRewriter::HookGotoLoops() {
  std::vector<std::pair<const CompoundStmt*, const LabelStmt*>> labels;  // The block in which the label stands directly.
  ForEachStmt(body_, [&](const Stmt* stmt) {
    for (const Stmt* child : stmt->children()) {
      const auto* label = llvm::dyn_cast_or_null<LabelStmt>(child);
      if (!label) continue;
      const bool jumped_back = std::ranges::any_of(JumpsIn(body_), [&](const clang::GotoStmt* jump) {
        return jump->getLabel() == label->getDecl() && OffsetOf(jump->getBeginLoc()) > OffsetOf(label->getBeginLoc());
      });
      if (jumped_back) labels.emplace_back(llvm::dyn_cast<CompoundStmt>(stmt), label);
    }
    return true;
  });
  for (const auto& [block, label] : labels) HookGotoLoop(block, label);
}

void FunctionRewriter::HookGotoLoop(const CompoundStmt* block, const LabelStmt* label) {
  model::Site& site = AddSite(model::Kind::kDelay, label->getBeginLoc(), std::string(label->getName()) + ": ... goto " + label->getName(), "");
  if (!block) site.excluded = "its label does not stand directly in a block";
  else if (HasOuterCase(block)) site.excluded = "its block belongs to a switch";
  else if (HasComputedJump(block)) site.excluded = "a computed jump in its block may leave it";
  else if (IsEntered(body_, block)) site.excluded = "a label in its block is jumped to from outside";
  if (!site.excluded.empty()) return;

  std::vector<const Stmt*> region;  // From the label to the last jump back.
  size_t length = 0;
  bool begun = false;
  for (const Stmt* stmt : block->body()) {
    begun |= stmt == label;
    if (!begun) continue;
    region.push_back(stmt);
    if (std::ranges::any_of(JumpsIn(stmt), [&](const clang::GotoStmt* jump) { return jump->getLabel() == label->getDecl(); })) length = region.size();
  }
  region.resize(length);
  if (std::ranges::none_of(region, [&](const Stmt* stmt) { return DoesWork(unit_.scope, stmt); })) {
    site.excluded = kIdle;
    return;
  }
  other_loops_.push_back(OffsetOf(label->getBeginLoc()));
  for (const Stmt* stmt : region) site.pause = std::max(site.pause, std::min(PauseOf(stmt), model::Pause::kSomewhere));
  const std::string loop = "csnake_l" + std::to_string(++unit_.names_used);
  const std::string leave = "csnake_goto_leave(&" + loop + ");";
  unit_.edits.Wrap(InsideOf(block), OffsetOf(block->getRBracLoc()),
                   " csnake_loop " + loop + " __attribute__((cleanup(csnake_goto_leave))) = {0, 0, 0, {0, 0}};");
  const size_t begin = OffsetOf(label->getBeginLoc());
  const size_t end = StatementEnd(region.back());
  uint64_t inside = 0;
  for (const Stmt* owner : branch_order_) {
    const size_t at = OffsetOf(owner->getBeginLoc());
    if (const int number = branches_.at(owner).number; number >= 0 && at >= begin && at < end) inside |= uint64_t{1} << number;
  }
  unit_.edits.Wrap(begin, Buffer().find(':', EndOf(label->getIdentLoc())) + 1, leave + " ",
                   " csnake_goto_iterate(" + Frame() + ", &" + SiteName(site.id) + ", &" + loop + ", " + Hex(~inside) + ");");
  if (end != std::string::npos) unit_.edits.Wrap(end, end, " " + leave);
  for (const Stmt* stmt : region)
    for (const clang::GotoStmt* jump : JumpsIn(stmt)) {
      const bool stays = std::ranges::any_of(region, [&](const Stmt* part) { return Holds(part, jump->getLabel()->getStmt()); });
      if (!stays && StatementEnd(jump) != std::string::npos) unit_.edits.Wrap(OffsetOf(jump->getBeginLoc()), StatementEnd(jump), "{ " + leave + " ", " }");
    }
}

}  // namespace csnake::instrument
