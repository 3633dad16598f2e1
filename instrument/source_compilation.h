// instrument/source_compilation.h — the steps that turn one source file into one object.
//
//   source => preprocess (clang -E) => RewriteUnit, HookTestBodies => compile the text (clang) => object
//        \____________ whatever fails there: compile the source plainly, and say why _______/
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "instrument/command_line.h"
#include "instrument/project_files.h"

namespace csnake::instrument {

class SourceCompilation {
 public:
  // `clang` is the compiler's name, `cxx` whether it takes .c files for C++. `scratch`: an existing directory.
  SourceCompilation(const CommandLine& command, const ProjectFiles& project, std::string clang, bool cxx,
                    std::filesystem::path scratch, std::string source, std::string object)
      : command_(command), project_(project), clang_(std::move(clang)), scratch_(std::move(scratch)), source_(std::move(source)),
        object_(std::move(object)), cxx_(cxx || IsCxxSource(source_)) {}

  // Returns the exit code.
  int Run() const;

 private:
  int Plain() const;
  int Preprocess(const std::filesystem::path& text) const;
  // Replaces the text by the hooked one; empty when there is nothing to hook. Returns why that failed, or "".
  std::string Rewrite(std::string& text) const;
  int CompileText(const std::filesystem::path& text) const;
  int NotHooked(const std::string& reason) const;
  std::string Name() const { return project_.Relative(source_).value_or(source_); }

  const CommandLine& command_;
  const ProjectFiles& project_;
  std::string clang_;
  std::filesystem::path scratch_;
  std::string source_;
  std::string object_;
  bool cxx_;
};

}  // namespace csnake::instrument
