// instrument/unit.h — one preprocessed translation unit: parse, hook, and put together the text to compile.
//
//   preprocessed text => Clang AST => function_rewriter.h => prologue + edited text + catalogue
//
// Line markers are kept and no line is added between them, so diagnostics and debug information point into the
// original files.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/site.h"
#include "model/status.h"

namespace clang {
class Decl;
}

namespace csnake::instrument {

struct UnitState;

struct UnitRequest {
  std::string text;                    // Output of the preprocessor, with line markers.
  std::string name;                    // Ends in .i or .ii.
  std::vector<std::string> arguments;  // Language and target options of the compilation.
  std::function<bool(const std::string&)> included;               // By line-marker file name: hook its code?
  std::function<std::string(const std::string&)> catalogue_path;  // By line-marker file name: name in the catalogue.
};

struct UnitResult {
  std::string text;  // Equal to the request's text when nothing was hooked.
  model::Catalogue catalogue;
  bool hooked = false;
};

// Errors: kInvalidArgument  Clang cannot parse the text (the compiler itself will say why).
model::Result<UnitResult> RewriteUnit(const UnitRequest& request);

// Hooks every function defined in `decl` that belongs to the target. For function_rewriter.cc: classes inside functions.
void RewriteDeclarations(UnitState& unit, const clang::Decl* decl);

}  // namespace csnake::instrument
