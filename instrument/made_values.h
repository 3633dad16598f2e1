// instrument/made_values.h — errors that injection makes where the code that would make them did not run.
//
// All are expressions, spelled for any place of the unit; empty when none can be made.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/StmtCXX.h>

#include <string>

namespace csnake::instrument {

// An exception that `handler` catches.
std::string CaughtValue(const clang::ASTContext& context, const clang::CXXCatchStmt* handler);

// A failed value of a class that holds a value or the error that its method error() or err() tells: std::expected and its
// likes. Made from that error, or from what carries it (unexpected).
std::string FailedResult(const clang::ASTContext& context, clang::QualType type);

// The method error() or err() of such a class, or null.
const clang::CXXMethodDecl* ErrorTold(const clang::CXXRecordDecl* record);

}  // namespace csnake::instrument
