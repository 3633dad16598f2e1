#include "instrument/compiler.h"

#include <cstdio>
#include <filesystem>

#include "instrument/command_line.h"
#include "instrument/process.h"
#include "instrument/project_files.h"
#include "instrument/source_compilation.h"

namespace csnake::instrument {
namespace {

namespace fs = std::filesystem;

int Complain(const std::string& what) {
  std::fprintf(stderr, "csnake: %s\n", what.c_str());
  return 2;
}

std::string ClangName(bool cxx) {
  const std::string named = Environment(cxx ? "CSNAKE_CLANGXX" : "CSNAKE_CLANG");
  return !named.empty() ? named : cxx ? "clang++-19" : "clang-19";
}

// Runs the compiler itself on these arguments.
int Clang(bool cxx, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), ClangName(cxx));
  return Spawn(std::move(arguments));
}

std::string ObjectFor(const CommandLine& command, size_t index, const fs::path& scratch) {
  const fs::path source = command.arguments[index];
  if (!command.compile_only) return (scratch / (std::to_string(index) + ".o")).string();
  return command.output.empty() ? source.stem().string() + ".o" : command.output;
}

int Link(const std::string& self, bool cxx, bool executable, std::vector<std::string> arguments) {
  if (executable) {
    const fs::path library = fs::path(self).parent_path().parent_path() / "lib" / "libcsnake_rt.a";
    if (!fs::exists(library)) return Complain("the runtime " + library.string() + " is missing: build CSnake again (./dev build)");
    arguments.insert(arguments.end(), {library.string(), "-pthread", "-Wl,--export-dynamic-symbol=csnake_*"});
  }
  return Clang(cxx, std::move(arguments));
}

}  // namespace

int RunCompiler(const std::string& self, bool cxx, const std::vector<std::string>& arguments) {
  const CommandLine command = Parse(arguments);
  if (command.passes_through || !command.has_inputs) return Clang(cxx, arguments);
  const auto project = ProjectFiles::Find(command.sources.empty() ? "" : arguments[command.sources[0]]);
  if (!project) return Complain(project.error().message);
  const Scratch scratch;
  std::vector<std::string> link = arguments;
  for (const size_t index : command.sources) {
    const std::string object = ObjectFor(command, index, scratch.path());
    const SourceCompilation compilation(command, *project, ClangName(cxx), cxx, scratch.path(), arguments[index], object);
    if (const int code = compilation.Run(); code != 0) return code;
    link[index] = object;
  }
  if (command.compile_only) return command.sources.empty() ? Clang(cxx, arguments) : 0;
  return Link(self, cxx, command.links_executable, std::move(link));
}

}  // namespace csnake::instrument
