// instrument/error_values.h — which values mean failure: by a type's shape, by what else the function returns, and by
// `faults.error_types` of csnake.yml; never by the name of a type or function.
//
// | type | failure |
// |---|---|
// | bool | `false` from a function that acts |
// | pointer, std::optional, owning pointer | null, nullopt, {} |
// | int | a negative constant, errno, or a positive constant where 0 is success |
// | unsigned | all bits set |
// | enumeration | what is not the enumerator for success (ok, success, no error, none), or one named an error |
// | class with ok(), has_value(), or a test and an error/message/code | made out of details, or of such a value |
// | std::pair, std::tuple | its first element |
// | std::variant | an alternative that is one of these |
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <string>
#include <vector>

#include "instrument/classify.h"

namespace csnake::instrument {

// Of one function.
class ErrorValues {
 public:
  // `named`: qualified names of further error types.
  ErrorValues(clang::ASTContext& context, const Scope& scope, const std::vector<std::string>& named, const clang::FunctionDecl* function,
              const clang::Stmt* body);

  // Of `return` or `co_return`, or of an arm of ?: there.
  Verdict Returned(const clang::Expr* value) const;
  // Whether assigning `value` to something of type `type` reports a failure.
  bool IsError(clang::QualType type, const clang::Expr* value) const;
  // Whether the statement gives an error to a parameter that points or refers to the caller's variable.
  bool IsReported(const clang::Expr* statement) const;

 private:
  bool IsErrorNumber(clang::QualType type, const clang::Expr* value) const;
  bool IsErrorEnumerator(const clang::Expr* value, bool named) const;
  bool IsErrorObject(clang::QualType type, const clang::CXXRecordDecl* record, const clang::Expr* value) const;
  bool IsFirstError(clang::QualType type, const clang::Expr* value) const;
  bool Makes(const clang::CXXRecordDecl* type, const clang::Expr* value, int depth) const;
  bool MakesAlways(const clang::CXXRecordDecl* type, const clang::FunctionDecl* callee, int depth) const;
  bool IsNamed(clang::QualType type) const;
  bool IsStatus(const clang::CXXRecordDecl* record) const;
  bool ZeroIsSuccess() const;
  clang::QualType ResultType(const clang::Expr* value) const;
  Verdict OfBool(const clang::Expr* value) const;

  clang::ASTContext& context_;
  const Scope& scope_;
  const std::vector<std::string>& named_;
  const clang::FunctionDecl* function_;
  std::vector<const clang::Expr*> returned_;  // All values, arms of ?: apart.
};

// The arms of ?: in a value, or the value itself.
std::vector<const clang::Expr*> ArmsOf(const clang::Expr* value);

}  // namespace csnake::instrument
