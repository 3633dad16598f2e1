// instrument/conditions.h — branch conditions as formulas over the program's own terms (method 5).
//
//   clang::Expr => model::Formula => catalogue => solver/
//
// A term is one value only as long as nothing can change it between two reads in one frame. Locals and parameters
// that are never written after their initialisation, constants and *stable* fields keep their name; every other term
// gets the number of its branch as a version ("n@3"), so that two reads of it are unrelated; of several reads in one
// condition the second is "n@3.2", unless nothing there can change it. What cannot be expressed
// becomes an opaque term with a version: unconstrained, never a reason to refuse.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Expr.h>

#include <map>
#include <set>
#include <string>

#include "instrument/scope.h"
#include "model/formula.h"

namespace csnake::instrument {

// Fields of the target that some function other than a constructor writes, in this unit.
std::set<std::string> FindMutatedFields(clang::ASTContext& context, const Scope& scope, const clang::FunctionDecl* function);

// The name under which a field is a stable term: "kv::Options::replication".
std::string FieldName(const clang::FieldDecl* field);

// Formulas of one function.
class Conditions {
 public:
  Conditions(clang::ASTContext& context, const Scope& scope, const clang::Stmt* body);

  // The formula of a condition. `branch` is its number, the version of terms that may change.
  model::Formula Translate(const clang::Expr* condition, int branch);

  // Whether an expression depends on nothing but literals and constants, const fields included.
  static bool IsConfiguration(const clang::Expr* expr);

 private:
  model::Formula Boolean(const clang::Expr* expr);
  model::Formula Integer(const clang::Expr* expr);
  model::Formula Value(const clang::Expr* expr);  // A boolean stays one, all else is an integer.
  model::Formula Compare(const clang::Expr* whole, model::Op op, const clang::Expr* left, const clang::Expr* right);
  model::Formula Combine(const clang::BinaryOperator* binary);
  model::Formula Opaque(const clang::Expr* expr, model::Sort sort);
  model::Formula NamedTerm(const clang::Expr* expr, model::Sort sort);
  std::string NameOf(const clang::ValueDecl* decl);
  // The stable name of a field path rooted in `this`, a nullary const call on one included; empty if it is none.
  std::string StablePath(const clang::Expr* expr) const;

  clang::ASTContext& context_;
  const Scope& scope_;
  std::set<const clang::Decl*> written_;
  std::map<const clang::Decl*, std::string> names_;
  std::set<std::string> taken_names_;
  int branch_ = 0;
  std::map<std::string, int> reads_;  // Of this branch's opaque terms, by text.
  bool quiet_ = false;                // This branch's condition has no side effects.
};

}  // namespace csnake::instrument
