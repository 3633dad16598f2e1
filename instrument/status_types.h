// instrument/status_types.h — shapes of types that carry success or failure.
#pragma once

#include <clang/AST/DeclCXX.h>

#include "instrument/scope.h"

namespace csnake::instrument {

bool IsStd(const clang::CXXRecordDecl* record, llvm::StringRef name);

// A class that can be asked `ok()`-like questions, or converts to bool and tells an error, message or code. A conversion
// to bool alone does not count: handles, pointers and functions have one as well.
bool HasStatusShape(const clang::CXXRecordDecl* record);

// A class without a success of its own that describes a failure: an exception, or a message or code to be asked for.
bool HasErrorShape(const clang::CXXRecordDecl* record);

// std::optional and owning pointers: empty means failure.
bool IsHolder(const clang::CXXRecordDecl* record);

// The enumerator that means success, or null when the enumeration has none: its last word is ok, success, none ...
const clang::EnumConstantDecl* SuccessOf(const clang::EnumDecl* type);
// Whether the enumerator's own words name a failure.
bool NamesFailure(const clang::EnumConstantDecl* enumerator);

// Whether it looks and does not act: a const method, or a free function that gets nothing it could change.
bool OnlyLooks(const clang::FunctionDecl* function);
// The same, or by its body, where every caller sees that: it takes locks and reads, and writes nothing but its own variables.
bool LooksInView(const Scope& scope, const clang::FunctionDecl* function);

}  // namespace csnake::instrument
