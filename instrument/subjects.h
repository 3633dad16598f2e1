// instrument/subjects.h — what a branch condition looks at: time, the end of a wait, a size, a count, a state.
//
//   clang::Expr => SubjectOf() => detectors.h
//
// By types, operations and the calls behind them; locals are followed to what they were initialised with.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Expr.h>

#include <set>
#include <string>

#include "instrument/scope.h"

namespace csnake::instrument {

struct Subject {
  enum class Kind { kNone, kState, kCount, kSize, kTime, kWait };  // The later one of two in a condition is its subject.
  Kind kind = Kind::kNone;
  bool local = false;  // The count of a function's own variable: its limit ends a loop, unless something is done about it.
  std::string unfit;  // Why a comparison that looks like a detector's is none; empty otherwise.
};

std::string_view ToText(Subject::Kind kind);

class Subjects {
 public:
  // `written`: fields that the unit writes outside constructors (FieldName).
  Subjects(clang::ASTContext& context, const Scope& scope, const std::set<std::string>& written)
      : context_(context), scope_(scope), written_(written) {}

  Subject Of(const clang::Expr* condition) const;

 private:
  Subject OfComparison(clang::BinaryOperatorKind op, const clang::Expr* left, const clang::Expr* right) const;
  Subject OfNumbers(clang::BinaryOperatorKind op, const clang::Expr* measure, const clang::Expr* bound) const;
  Subject OfFlag(const clang::Expr* flag) const;
  bool IsTime(const clang::Expr* expr, int depth = 0) const;
  bool IsSize(const clang::Expr* expr) const;
  bool IsCount(const clang::Expr* expr) const;
  bool IsChanging(const clang::Expr* expr) const;  // A field, global or atomic that something writes while the program runs.
  bool IsConstant(const clang::Expr* expr) const;

  clang::ASTContext& context_;
  const Scope& scope_;
  const std::set<std::string>& written_;
};

// Whether a call may come back because its time is over.
bool IsTimedWaitCall(const clang::Expr* expr);

}  // namespace csnake::instrument
