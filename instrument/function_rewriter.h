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
#include <string>
#include <vector>

#include "instrument/call_graph.h"
#include "instrument/conditions.h"
#include "instrument/edits.h"
#include "instrument/scope.h"
#include "instrument/unit.h"
#include "model/site.h"

namespace csnake::instrument {

class FunctionRewriter;

// What the functions of a unit share.
struct UnitState {
  clang::ASTContext& context;
  const Scope& scope;
  std::function<std::string(const std::string&)> catalogue_path;  // Line-marker name -> name in the catalogue.
  CallGraph calls;
  model::Catalogue catalogue;
  Edits edits;
  int names_used = 0;  // Suffix of the next local name.
  std::vector<std::unique_ptr<FunctionRewriter>> functions;  // Visited, to be finished.
  const std::map<size_t, std::string>& left_out;  // Of UnitRequest.
  std::vector<FunctionPlace> places;              // Of all functions met, by number.
};

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
  };
  struct BranchPoint {
    size_t wrap;
    int number;  // -1: beyond the 64th, outcome not recorded.
    std::vector<Force> forces;
    model::SiteId watch;
    size_t end;                  // Of the condition.
    const clang::Stmt* around;   // The outermost loop around it, its own included; null if none.
    const clang::Stmt* inside;   // The innermost.
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
  void VisitThrow(const clang::CXXThrowExpr* expr);
  void VisitReturn(const clang::ReturnStmt* stmt);
  void VisitCall(const clang::CallExpr* call);
  void HookSetjmp(const clang::CallExpr* call);
  void VisitLambda(const clang::LambdaExpr* lambda);

  void AddBranch(const clang::Stmt* owner, const clang::Expr* condition, size_t begin, size_t end, int line);
  // Hooks a throw or error return at `site`: guard or entry injection, and its occurrence.
  void AddErrorSite(model::Kind kind, const clang::Stmt* site, const std::string& excluded);
  bool WrapOccurrence(const clang::Stmt* site, model::SiteId id);
  // The nearest guard of the innermost statement of the path, as (owner statement, wanted outcome).
  std::pair<const clang::Stmt*, bool> FindGuard() const;
  std::pair<const clang::Stmt*, bool> PrecedingGuard(const clang::CompoundStmt* block, const clang::Stmt* before) const;
  // The statement as it can stand at function entry; empty when it needs what does not exist there.
  std::string EntryText(const clang::Stmt* site) const;

  model::Site& AddSite(model::Kind kind, clang::SourceLocation where, const std::string& text, std::string excluded);
  // Whether something looks at the path from an offset in [begin, end).
  bool IsObserved(size_t begin, size_t end) const;
  void FinishBranches(bool jumps);
  void FinishLoops();
  // The first two arguments of each hook: the path, and the frame or 0.
  std::string Frame() const { return "&csnake_p" + number_ + ", csnake_k" + number_; }
  static std::string SiteName(model::SiteId id);
  static std::string Hex(uint64_t value);
  // Of an if or loop; null when it has none.
  static const clang::Expr* ConditionOf(const clang::Stmt* owner);

  size_t OffsetOf(clang::SourceLocation where) const;
  size_t EndOf(clang::SourceLocation last_token) const;
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
  int lambdas_ = 0;
  std::vector<const clang::Stmt*> path_;
  std::map<const clang::Stmt*, BranchPoint> branches_;
  std::vector<const clang::Stmt*> branch_order_;
  std::map<std::string, int> ordinals_;
};

}  // namespace csnake::instrument
