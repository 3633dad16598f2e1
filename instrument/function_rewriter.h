// instrument/function_rewriter.h — hooks one function: frame, branches, loops, error sites, predicate calls.
//
//   unit.cc finds functions => here, statement by statement => edits and catalogue entries
//
// The rewritten text, one line as before:
//   void F(int n) { csnake_path csnake_p1 ...; if (csnake_branch(&csnake_p1, csnake_f1, 0x1ull, csnake_force(&csnake_p1,
//   csnake_f1, &csnake_s_<id>, 1, static_cast<bool>(n < 0)))) { csnake_occur(&csnake_p1, csnake_f1, &csnake_s_<id>); throw E(n); } ...
//
// Two passes: all functions are visited before the first is finished, because what a function needs depends on those it calls.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprConcepts.h>
#include <clang/Basic/SourceManager.h>
#include <clang/AST/StmtCXX.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "instrument/call_graph.h"
#include "instrument/conditions.h"
#include "instrument/edits.h"
#include "instrument/error_values.h"
#include "instrument/guards.h"
#include "instrument/library_table.h"
#include "instrument/scope.h"
#include "instrument/unit.h"
#include "model/site.h"

namespace csnake::instrument {

class FunctionRewriter;

// What the functions of a unit share.
struct UnitState {
  clang::ASTContext& context;
  const Scope& scope;
  const LibraryTable& library;
  std::function<std::string(const std::string&)> catalogue_path;  // Line-marker name -> name in the catalogue.
  const std::vector<std::string>& error_types;  // faults.error_types
  CallGraph calls;
  model::Catalogue catalogue;
  Edits edits;
  int names_used = 0;  // Suffix of the next local name.
  std::vector<std::unique_ptr<FunctionRewriter>> functions;  // Visited, to be finished.
  const std::map<size_t, std::string>& left_out;  // Of UnitRequest.
  std::vector<FunctionPlace> places;              // Of all functions met, by number.
  std::optional<std::set<std::string>> written = {};  // Detectors: fields written outside constructors; made when first asked for.
};

// Tells overloads apart without template arguments, so that all instances share it; functions that other units cannot
// see get their file as well. Its hash is the function's id.
std::string SignatureOf(const UnitState& unit, const clang::FunctionDecl* function);

class FunctionRewriter {
 public:
  // `name` is qualified, `signature` tells overloads apart.
  FunctionRewriter(UnitState& unit, const clang::FunctionDecl* function, const clang::CompoundStmt* body, std::string name,
                   const std::string& signature);
  void Visit();
  const model::Function& info() const { return info_; }
  // After CallGraph::Solve: writes what depends on other functions.
  void Finish();

 private:
  struct Force {
    model::SiteId site;
    bool wanted;
    bool by_outcome;  // The outcome is the occurrence: an arm of ?:, && or ||.
    bool claimed;     // A guard around may have been forced for it.
  };
  struct SwitchForce {
    model::SiteId site;
    const clang::SwitchCase* label;
  };
  struct SwitchPoint {
    size_t wrap;
    std::vector<SwitchForce> forces;
  };
  struct BranchPoint {
    size_t wrap;
    int number;  // -1: beyond the 64th, outcome not recorded.
    std::vector<Force> forces;
    model::SiteId watch;
    model::SiteId detector;
    std::string cell;            // The detector's, inside a loop.
    size_t end;                  // Of the condition.
    const clang::Stmt* around;   // The outermost loop around it, its own included; null if none.
    const clang::Stmt* inside;   // The innermost.
    std::string frame;           // Frame() there.
  };
  struct LoopPoint {
    size_t wrap;
    size_t begin;
    size_t end;
    std::string name;
    model::SiteId site;
  };

  void Visit(const clang::Stmt* stmt);
  void VisitChildren(const clang::Stmt* stmt);
  void VisitIf(const clang::IfStmt* stmt);
  void VisitLoop(const clang::Stmt* loop);
  // Loops that are no loop statement: goto_loops.cc, algorithms.cc, repetition.cc.
  void HookGotoLoops();
  void HookGotoLoop(const clang::CompoundStmt* block, const clang::LabelStmt* label);
  void VisitAlgorithm(const clang::CallExpr* call);
  void HookRepetition();
  bool ArmsItself() const;
  void VisitThrow(const clang::CXXThrowExpr* expr);
  void VisitReturn(const clang::Stmt* stmt, const clang::Expr* value);
  void VisitGoto(const clang::GotoStmt* jump);
  void VisitReport(const clang::Expr* statement);
  bool VisitThrowingCall(const clang::CallExpr* call);
  void VisitSwitch(const clang::SwitchStmt* stmt);
  void VisitChoice(const clang::Expr* expr);
  void VisitInitializers(const clang::CXXConstructorDecl* constructor);
  void VisitHandlers(const clang::CXXTryStmt* body);
  void VisitCall(const clang::CallExpr* call);
  // The name of a new cell, if a question here is asked again in the same execution; else empty.
  std::string CellForAgain();
  // Whether nobody asks for the value of an expression, a child of the end of the path.
  model::FunctionId PredicateOf(const clang::CallExpr* call) const;
  bool IsUnused(const clang::Stmt* stmt) const;
  // Its body is `return call` or `return !call`, and calls of it are predicates themselves.
  bool IsAllThatFunctionReturns(const clang::CallExpr* call) const;
  // Whether the call is one of the library table (library_calls.cc).
  bool VisitLibraryCall(const clang::CallExpr* call);
  // Those within a statement expression, where other hooks have no place.
  void VisitLibraryCalls(const clang::Stmt* stmt);
  void VisitLibraryConstruct(const clang::CXXConstructExpr* made);
  void VisitStreamVariables(const clang::DeclStmt* declared);
  struct LibraryHook;
  LibraryHook HookFor(const config::LibraryCall& entry, const clang::CallExpr* call, const std::string& site) const;
  LibraryHook HookReturned(const config::LibraryCall& entry, clang::QualType type, const std::string& target, bool unused) const;
  LibraryHook HookThrown(const config::LibraryCall& entry, const clang::Expr* call, const std::string& site) const;
  LibraryHook HookErrorCode(const config::LibraryCall& entry, const clang::Expr* call, const clang::Expr* code, const std::string& site) const;
  LibraryHook HookStream(const clang::CallExpr* call, const std::string& site) const;
  void HookSetjmp(const clang::CallExpr* call);
  void VisitLambda(const clang::LambdaExpr* lambda);

  // Hooks the condition of an if, while or do whose branch point exists, when it is a detector.
  void AddDetector(const clang::Stmt* owner, bool guards_error);
  void AddBranch(const clang::Stmt* owner, const clang::Expr* condition, size_t begin, size_t end, int line);
  void AddExpressionBranch(const clang::Expr* owner, const clang::Expr* condition);
  bool LeadsToThrow(const clang::Stmt* arm) const;
  // A throw or error return at `stmt`; `range` is its text.
  void AddErrorSite(model::Kind kind, const clang::Stmt* stmt, clang::SourceRange range, const std::string& excluded);
  // Hooks its guard or the function's entry, and its occurrence. Returns why not, or "".
  std::string HookError(model::Site& site, const clang::Stmt* stmt, const Guard& guard);
  void HookArms(const clang::ConditionalOperator* choice);
  const clang::Expr* AssignedBefore(const clang::Expr* value, const clang::Stmt* before) const;
  const clang::Expr* ReturnedBehind(const clang::LabelDecl* label) const;
  bool IsWrittenBetween(const clang::VarDecl* variable, const clang::Stmt* before) const;
  const ErrorValues& Errors();
  const clang::CallExpr* FailingCall(const Guard& guard) const;
  bool IsDeclaredBefore(const clang::VarDecl* variable, const clang::IfStmt* branch) const;
  bool WrapOccurrence(const clang::Stmt* site, model::SiteId id);
  // The statement as it can stand at function entry; empty when it needs what does not exist there.
  std::string EntryText(const clang::Stmt* site) const;

  model::Site& AddSite(model::Kind kind, clang::SourceLocation where, const std::string& text, std::string excluded);
  // Whether something looks at the path from an offset in [begin, end).
  bool IsObserved(size_t begin, size_t end) const;
  void FinishBranches(bool jumps);
  void FinishLoops();
  void FinishSwitches();
  // The first two arguments of each hook: the path, and the frame or 0.
  std::string Frame() const;
  // The block of a function's body, of a coroutine's or within a function try block; null when there is none.
 public:
  static const clang::CompoundStmt* BlockOf(const clang::Stmt* body);

 private:
  static std::string SiteName(model::SiteId id);
  static std::string Hex(uint64_t value);
  // Of an if or loop; null when it has none.
  static const clang::Expr* ConditionOf(const clang::Stmt* owner);

  size_t OffsetOf(clang::SourceLocation where) const;
  size_t EndOf(clang::SourceLocation last_token) const;
  // Where text in front of a statement belongs: before its attributes and the pragmas on the lines above it.
  size_t StatementBegin(const clang::Stmt* stmt) const;
  // The end of a statement with its semicolon, or npos when that cannot be told.
  size_t StatementEnd(const clang::Stmt* stmt) const;
  // Where text can be put at the beginning of a block: behind pragmas that must stand first.
  size_t InsideOf(const clang::CompoundStmt* block) const;
  std::string_view Buffer() const;

  UnitState& unit_;
  const clang::FunctionDecl* function_;
  const clang::CompoundStmt* body_;
  model::Function info_;
  Conditions conditions_;
  std::string number_;  // Suffix of its local names.
  std::string signature_;
  size_t body_wrap_ = 0;
  bool shows_ = false;             // Has a frame.
  bool sets_jump_ = false;
  std::vector<size_t> sites_;      // Where hooks look at the path.
  std::vector<size_t> calls_out_;  // Ends of what may lead to hooks that look at the frame.
  std::vector<LoopPoint> loops_;
  std::vector<size_t> other_loops_;  // Where those begin that are no loop statement.
  int lambdas_ = 0;
  bool coroutine_ = false;
  bool in_initializers_ = false;
  std::optional<ErrorValues> error_values_;
  std::map<const clang::Stmt*, SwitchPoint> switches_;
  int errors_ = 0;  // Throws and error returns so far, hooked or passed on.
  const clang::ValueDecl* holder_ = nullptr;  // Of a lambda: the variable that it is kept in.
  std::vector<const clang::Stmt*> path_;
  std::map<const clang::Stmt*, BranchPoint> branches_;
  std::vector<const clang::Stmt*> branch_order_;
  std::map<std::string, int> ordinals_;
};

}  // namespace csnake::instrument
