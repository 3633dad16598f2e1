// instrument/source_compilation.h — the steps that turn one source file into one object.
//
//   source => preprocess (clang -E) => RewriteUnit, HookTestBodies => compile the text (clang) => object
//                                   => one_parse.h: the same in this process, headers parsed once, when it can be
//
// What can go wrong, and what then: a function that does not compile with its hooks loses them and stays in the
// catalogue with the reason; a unit of which no function can be blamed is compiled from the text without hooks, with
// the reason in its catalogue; where even that fails, plainly. So the build never fails because of hooks, except
// with CSNAKE_STRICT=1, which makes each of these an error. A source that the compiler itself does not take gets
// exactly the compiler's messages and exit code.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "instrument/command_line.h"
#include "instrument/project_files.h"
#include "instrument/unit.h"

namespace csnake::instrument {

class SourceCompilation {
 public:
  // `clang` is the compiler's name. `scratch`: an existing directory, or empty.
  SourceCompilation(const CommandLine& command, const ProjectFiles& project, std::string clang, std::filesystem::path scratch,
                    const Source& source, std::string object);

  // Returns the exit code.
  int Run();

 private:
  // The compiler on the source itself.
  int Plain() const;
  // Nothing when the compiler refuses it.
  std::optional<std::string> Preprocess();
  // Makes the object with hooks, as many as the compiler takes. Returns whether there is an object; else `reason_` says
  // why not, or is empty because there is nothing to hook.
  bool CompileHooked(const std::string& text);
  UnitRequest RequestFor(const std::string& text, const LibraryTable& library) const;
  // Adds the functions in which the errors are to left_out_. False when an error is in none.
  bool BlameFunctions(const std::vector<FunctionPlace>& functions, const std::string& messages);
  bool CompileText(const std::string& text, const std::string& folder);
  // Rewrites and compiles without a compiler process, where both can share the parse of the headers. False when they cannot,
  // or when that fails for another reason; then there is no object.
  bool CompileShared(const UnitRequest& request);
  // Named after the source, because the compiler names further files after it.
  std::filesystem::path TextFile(const std::string& folder) const;
  // The compiler's words for a text.
  std::vector<std::string> TextArguments(const std::filesystem::path& file) const;
  int CompileWithReason(const std::string& text);
  // What the user is told of functions without hooks.
  int Report(const std::string& what) const;
  // The compiler's own messages on the source, if there are any.
  int ShowDiagnostics() const;

  std::vector<std::string> OneSource(std::vector<std::string> arguments) const;
  std::vector<std::string> ObjectArguments() const;

  const CommandLine& command_;
  const ProjectFiles& project_;
  std::string clang_;
  std::filesystem::path scratch_;
  Source source_;
  std::string path_;    // Of the source, as in the command.
  std::string name_;    // In the catalogue.
  std::string object_;
  bool has_messages_ = false;  // Some step had something to say, so the compiler may have, too.
  std::string messages_;       // Of the last compilation of text.
  std::map<size_t, std::string> left_out_;
  std::string reason_;
};

}  // namespace csnake::instrument
