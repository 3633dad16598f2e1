// instrument/local_names.h — what declarations inside a function mean for text that is moved, and for its lambdas.
#pragma once

#include <clang/AST/Stmt.h>

#include <string_view>

namespace csnake::instrument {

// Whether the text, which stands somewhere in the body, needs a type, constant or other name that the body itself
// declares, so that it means nothing at the body's beginning. Not about automatic variables.
bool NeedsLocalName(const clang::Stmt* body, std::string_view text);

// Whether constant expressions may call what is declared: it is constexpr, or a lambda that the body uses in one. Hooks
// in its body would make it unfit for that.
bool DeclaresConstant(const clang::DeclStmt* declared, const clang::Stmt* body);

}  // namespace csnake::instrument
