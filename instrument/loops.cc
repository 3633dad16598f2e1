// Of FunctionRewriter: loops, their entries and iterations.
#include <algorithm>
#include <array>
#include <set>

#include "instrument/function_rewriter.h"
#include "instrument/loop_kinds.h"

namespace csnake::instrument {
namespace {

using clang::CompoundStmt;
using clang::Stmt;

constexpr size_t kNowhere = std::string::npos;
constexpr std::array<std::string_view, 5> kLoopPragmas = {"#pragma clang loop", "#pragma unroll", "#pragma nounroll", "#pragma GCC unroll",
                                                          "#pragma GCC nounroll"};

// Why a jump may come into the middle of the statement; empty when none does.
std::string JumpInto(const Stmt* function_body, const Stmt* stmt) {
  if (HasOuterCase(stmt)) return "a case inside belongs to a switch outside";
  std::set<const clang::LabelDecl*> labels;
  std::set<const Stmt*> inside;
  ForEachStmt(stmt, [&](const Stmt* part) {
    if (const auto* label = llvm::dyn_cast<clang::LabelStmt>(part)) labels.insert(label->getDecl());
    inside.insert(part);
    return true;
  });
  const bool closed = labels.empty() || ForEachStmt(function_body, [&](const Stmt* part) {
    if (const auto* taken = llvm::dyn_cast<clang::AddrLabelExpr>(part)) return !labels.contains(taken->getLabel());
    const auto* jump = llvm::dyn_cast<clang::GotoStmt>(part);
    return !jump || inside.contains(jump) || !labels.contains(jump->getLabel());
  });
  return closed ? "" : "a label inside is jumped to from outside";
}

}  // namespace

size_t FunctionRewriter::StatementBegin(const Stmt* stmt) const {
  const std::string_view text = Buffer();
  size_t begin = OffsetOf(stmt->getBeginLoc());
  const size_t shown = text.find_first_not_of(" \t", text.rfind('\n', begin) + 1);
  const auto* attributed = llvm::dyn_cast<clang::AttributedStmt>(stmt);
  if (attributed && text[shown] == '#') begin = OffsetOf(attributed->getSubStmt()->getBeginLoc());  // The attribute is a pragma.
  size_t pragma = kNowhere;
  for (size_t line = text.rfind('\n', begin); line != kNowhere && line > 0;) {
    const size_t above = text.rfind('\n', line - 1);
    const std::string_view content = text.substr(above == kNowhere ? 0 : above + 1, line - (above == kNowhere ? 0 : above + 1));
    const size_t first = content.find_first_not_of(" \t");
    const std::string_view words = first == kNowhere ? "" : content.substr(first);
    const bool of_loop = std::ranges::any_of(kLoopPragmas, [words](std::string_view known) { return words.starts_with(known); });
    if (!words.empty() && !of_loop && (words[0] != '#' || words.starts_with("#pragma"))) break;
    if (of_loop) pragma = above;
    line = above;
  }
  const size_t line = text.rfind('\n', begin);
  const bool first_of_line = line != kNowhere && text.find_first_not_of(" \t", line + 1) >= begin;
  return pragma == kNowhere || !first_of_line ? begin : pragma;
}

void FunctionRewriter::VisitLoop(const Stmt* loop) {
  const auto* range = llvm::dyn_cast<clang::CXXForRangeStmt>(loop);
  const auto* counted = llvm::dyn_cast<clang::ForStmt>(loop);
  const auto* whiled = llvm::dyn_cast<clang::WhileStmt>(loop);
  const auto* done = llvm::dyn_cast<clang::DoStmt>(loop);
  const Stmt* body = range ? range->getBody() : counted ? counted->getBody() : whiled ? whiled->getBody() : done->getBody();
  const clang::Expr* condition = ConditionOf(loop);

  const auto verdict = ClassifyLoop(unit_.context, unit_.scope, loop);
  std::string excluded = verdict.value_or("");
  if (excluded.empty()) excluded = JumpInto(body_, loop);
  if (excluded.empty() && HasComputedJump(loop)) excluded = "a computed jump inside may leave it";
  if (excluded.empty() && coroutine_) excluded = "in a coroutine: an iteration may begin on one thread and end on another";
  const size_t end = StatementEnd(loop);
  if (excluded.empty() && end == kNowhere) excluded = "the end of the statement cannot be told";
  const std::string header = TextOf(unit_.context, clang::SourceRange(loop->getBeginLoc(), body->getBeginLoc()), 100);
  model::Site& site = AddSite(model::Kind::kDelay, loop->getBeginLoc(), header, excluded);
  site.pause = PauseOf(loop);

  size_t body_wrap = kNowhere;
  std::string loop_name;
  const bool block = llvm::isa<CompoundStmt>(body);
  if (excluded.empty()) {
    loop_name = "csnake_l" + std::to_string(++unit_.names_used);
    const size_t begin = StatementBegin(!path_.empty() && llvm::isa<clang::AttributedStmt>(path_.back()) ? path_.back() : loop);
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
                      : unit_.edits.Wrap(StatementBegin(body), StatementEnd(body));
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
