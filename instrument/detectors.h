// instrument/detectors.h — which `if` and `while` conditions are detectors (method 1): they look at time, size, count or
// state, and what they guard is handling, not an error site and not ordinary selection.
#pragma once

#include <clang/AST/Stmt.h>

#include <set>
#include <string>

#include "instrument/classify.h"
#include "instrument/subjects.h"

namespace csnake::instrument {

struct Detector {
  Verdict verdict;    // nullopt: not even a candidate.
  std::string basis;  // Of a detector: what it looks at, and what makes the guarded code handling.
};

// `owner` is an if, while or do statement of `function`.
// `guards_error`: a throw or error return is hooked in what it guards; `asks_predicate`: its condition holds a hooked call.
Detector ClassifyDetector(const Subjects& subjects, const clang::FunctionDecl* function, const clang::Stmt* owner,
                          bool guards_error, bool asks_predicate);

// Fields that functions of this unit write outside constructors.
std::set<std::string> WrittenFields(clang::ASTContext& context, const Scope& scope);

}  // namespace csnake::instrument
