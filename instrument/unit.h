// instrument/unit.h — one preprocessed translation unit: parse, hook, and put together the text to compile.
//
//   preprocessed text => Clang AST => function_rewriter.h => prologue + edited text + catalogue
//
// Line markers are kept and no line is added between them, so diagnostics and debug information point into the
// original files. Functions are numbered in the order in which they are met, the same for the same text, so that a
// second try can leave out those that the compiler did not take with hooks.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/site.h"
#include "model/status.h"

namespace clang {
class ASTContext;
class Decl;
class LangOptions;
}

namespace csnake::instrument {

class LibraryTable;
struct UnitState;

// Where a function stands, as line markers and so the compiler's messages have it.
struct FunctionPlace {
  std::string file;
  int first_line = 0;
  int last_line = 0;
  bool hooked = false;
};

struct UnitRequest {
  std::string text;                    // Output of the preprocessor, with line markers.
  std::string name;                    // Ends in .i or .ii.
  std::string file;                    // Of the unit, for the catalogue.
  std::vector<std::string> arguments;  // Language and target options of the compilation.
  std::vector<std::string> error_types;  // Qualified names of types whose values report failure.
  const LibraryTable* library = nullptr;  // Never null.
  std::function<bool(const std::string&)> included;               // By line-marker file name: hook its code?
  std::function<bool(const std::string&)> named;                  // The same for system headers; empty: none of them.
  std::function<std::string(const std::string&)> catalogue_path;  // By line-marker file name: name in the catalogue.
  std::map<size_t, std::string> left_out;                         // Number of a function -> why it gets no hooks.
};

struct UnitResult {
  std::string text;  // Equal to the request's text when there was nothing to say of it.
  model::Catalogue catalogue;
  std::vector<FunctionPlace> functions;  // By number.
  bool hooked = false;                   // Some function has hooks.
};

// Errors: kInvalidArgument  Clang cannot parse the text (the compiler itself will say why).
model::Result<UnitResult> RewriteUnit(const UnitRequest& request);

// For one_parse.h: the declarations of the hooks, and the unit's text from `rest_at` on, rewritten. `text` is what `context`
// was parsed from; its hooks are declared in front, where nothing is rewritten.
std::string HooksFor(const clang::LangOptions& language);
UnitResult RewriteRest(const UnitRequest& request, clang::ASTContext& context, std::string_view text, size_t rest_at);

// The text with a record in its catalogue that says why it has no fault points.
std::string WithReason(const std::string& text, const std::string& file, const std::string& reason);

// What follows belongs to no file of the target, and gets no warnings.
inline constexpr std::string_view kOurs = "# 1 \"<csnake>\" 3\n";

// Text in front of the first declaration, behind the line that names the unit for debug information.
std::string InFront(const std::string& prologue, const std::string& text);

// Hooks every function defined in `decl` that belongs to the target. For function_rewriter.cc: classes inside functions.
void RewriteDeclarations(UnitState& unit, const clang::Decl* decl);

}  // namespace csnake::instrument
