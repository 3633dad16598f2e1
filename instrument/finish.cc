// Of FunctionRewriter: the second pass, which writes what depends on the functions that are called.
//
// A branch's outcome matters only to what may happen after it in the same execution of the function: a site of its own,
// or a call that leads to hooks which look at their callers. Of a loop that holds none of these only the last iteration's
// outcomes would be left; they are not noted, so that the loop runs as fast as it would without hooks.
#include <algorithm>

#include "instrument/function_rewriter.h"

namespace csnake::instrument {
namespace {

using clang::Stmt;

constexpr size_t kEverywhere = std::string::npos;

bool HasLabels(const Stmt* body) {
  return !ForEachStmt(body, [](const Stmt* stmt) { return !llvm::isa<clang::LabelStmt, clang::IndirectGotoStmt>(stmt); });
}

bool AnyWithin(const std::vector<size_t>& offsets, size_t begin, size_t end) {
  return std::ranges::any_of(offsets, [=](size_t offset) { return offset >= begin && offset < end; });
}

}  // namespace

bool FunctionRewriter::IsObserved(size_t begin, size_t end) const {
  return AnyWithin(sites_, begin, end) || AnyWithin(calls_out_, begin, end);
}

void FunctionRewriter::Finish() {
  for (const CallGraph::Place& place : unit_.calls.PlacesIn(body_)) {
    if (!unit_.calls.MayLook(place.calls)) continue;
    calls_out_.push_back(OffsetOf(place.stmt->getEndLoc()));
    // What a declaration makes is destroyed at the end of its block.
    if (llvm::isa<clang::DeclStmt>(place.stmt)) calls_out_.push_back(OffsetOf(body_->getRBracLoc()));
  }
  // A frame is linked to the thread's stack, but a coroutine leaves and comes back in the middle, on any thread: its path
  // is all it has, and its callers are whoever resumed it.
  shows_ = !coroutine_ && (sets_jump_ || !calls_out_.empty());
  if (shows_ || !sites_.empty() || !branch_order_.empty()) {
    model::Catalogue part;
    part.functions.emplace(info_.id, info_);
    unit_.catalogue.Merge(std::move(part));
  }
  if (!shows_ && sites_.empty()) return;
  FinishBranches(HasLabels(body_));
  FinishLoops();
  FinishSwitches();
  std::string declare = " csnake_path csnake_p" + number_ + " __attribute__((unused)) = {" + Hex(info_.id.value) + ", 0, 0}; ";
  if (shows_)
    declare += "csnake_frame csnake_f" + number_ + " __attribute__((cleanup(csnake_leave))) = {csnake_top_frame, " + Hex(info_.id.value) +
               ", 0, 0}; csnake_top_frame = &csnake_f" + number_ + "; ";
  declare += "csnake_frame* const csnake_k" + number_ + " __attribute__((unused)) = " + (shows_ ? "&csnake_f" + number_ : "0") + "; ";
  unit_.edits.Before(body_wrap_) = declare + unit_.edits.Before(body_wrap_);
}

void FunctionRewriter::FinishBranches(bool jumps) {
  const bool cxx = unit_.context.getLangOpts().CPlusPlus;
  for (const Stmt* owner : branch_order_) {
    const BranchPoint& point = branches_.at(owner);
    const auto observed_in = [this](const Stmt* loop) { return IsObserved(OffsetOf(loop->getBeginLoc()), EndOf(loop->getEndLoc())); };
    const bool idle = point.inside && !observed_in(point.inside) && point.forces.empty();
    const bool repeated = point.around && observed_in(point.around);
    const bool noted = point.number >= 0 && !idle && (jumps || repeated || IsObserved(point.end, kEverywhere));
    if (!noted && point.forces.empty() && !point.watch && !point.detector) continue;
    const uint64_t bit = noted ? uint64_t{1} << point.number : 0;
    std::string before = "csnake_branch(" + point.frame + ", " + Hex(bit) + ", ";
    std::string after = ")";
    for (const Force& force : point.forces) {
      const std::string site = point.frame + ", &" + SiteName(force.site);
      if (force.claimed) before += "(csnake_claimed(" + site + ") ? " + (force.wanted ? "3" : "2") + " : ";
      before += (force.by_outcome ? "csnake_arm(" : "csnake_force(") + site + ", " + (force.wanted ? "1" : "0") + ", ";
      after += force.claimed ? "))" : ")";
    }
    if (point.detector) {
      before += (point.cell.empty() ? "csnake_detect(" : "csnake_detect_again(") + point.frame + ", &" + SiteName(point.detector) + ", " +
                (point.cell.empty() ? "" : "&" + point.cell + ", ");
      after += ")";
    }
    if (point.watch) {
      before += "csnake_watch(" + point.frame + ", &" + SiteName(point.watch) + ", ";
      after += ")";
    }
    unit_.edits.Before(point.wrap) = before + (cxx ? "static_cast<bool>(" : "!!(");
    unit_.edits.After(point.wrap) = ")" + after;
  }
}

void FunctionRewriter::FinishLoops() {
  for (const LoopPoint& loop : loops_) {
    const bool nests = AnyWithin(calls_out_, loop.begin, loop.end) || AnyWithin(other_loops_, loop.begin, loop.end) || std::ranges::any_of(loops_, [&](const LoopPoint& other) {
      return other.begin > loop.begin && other.begin < loop.end;
    });
    const std::string around = loop.name + "a";
    unit_.edits.Before(loop.wrap) = "{ " + (nests ? "csnake_loop " + around + " __attribute__((cleanup(csnake_loop_leave))); " : "") +
        "csnake_u64* const " + loop.name + " = csnake_enter(" + Frame() + ", &" + SiteName(loop.site) + ", " + (nests ? "&" + around : "0") + "); ";
  }
}

}  // namespace csnake::instrument
