// instrument/call_graph.h — which calls may lead to a hook that looks at the frames above it.
//
//   unit.cc, every function defined in the unit => edges => function_rewriter.h: who needs a frame, and which branches
//
// A frame costs stores in each execution, so only functions have one that call what may look at it. What a unit does not
// show is taken for a looker: functions of the target that are defined elsewhere, virtual ones, pointers, other libraries.
// The compiler's builtins and the standard library run no code of the target but what their arguments' types bring along.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <map>
#include <set>
#include <vector>

#include "instrument/scope.h"

namespace csnake::instrument {

class CallGraph {
 public:
  // What a statement or declaration may run.
  struct Calls {
    std::set<const clang::FunctionDecl*> callees;
    bool operators = false;  // All of `operators_`, which are known after the last Add() of functions.
    bool unknown = false;

    void Add(const Calls& other);
  };
  struct Place {
    const clang::Stmt* stmt;
    Calls calls;
  };

  explicit CallGraph(const Scope& scope) : scope_(scope) {}

  // A function of the target, defined here or only declared.
  void Add(const clang::FunctionDecl* function);
  // It holds hooks that look.
  void AddHooks(const clang::FunctionDecl* function) { Of(function).looks = true; }
  // After the last of these: follows the edges.
  void Solve();

  // Below, lambdas left out, in the order of the text; only what calls something. Looked for once.
  const std::vector<Place>& PlacesIn(const clang::Stmt* body);
  bool MayLook(const Calls& calls) const;

 private:
  struct Node {
    bool defined = false;
    bool looks = false;
    Calls calls;
  };

  Node& Of(const clang::FunctionDecl* function);
  std::vector<Place> FindPlaces(const clang::Stmt* body) const;
  void AddStmt(const clang::Stmt* stmt, Calls& calls) const;
  void AddCall(const clang::CallExpr* call, Calls& calls) const;
  void AddFunction(const clang::FunctionDecl* callee, bool may_be_overridden, Calls& calls) const;
  void AddTemplateArguments(llvm::ArrayRef<clang::TemplateArgument> arguments, Calls& calls, std::set<const clang::Decl*>& seen) const;
  void AddType(clang::QualType type, Calls& calls, std::set<const clang::Decl*>& seen) const;
  void AddRecord(const clang::CXXRecordDecl* record, Calls& calls, std::set<const clang::Decl*>& seen) const;

  const Scope& scope_;
  std::map<const clang::FunctionDecl*, Node> nodes_;
  std::map<const clang::Stmt*, std::vector<Place>> places_;
  std::set<const clang::FunctionDecl*> operators_;  // Free ones, and members of classes of the standard library.
};

}  // namespace csnake::instrument
