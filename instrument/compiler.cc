#include "instrument/compiler.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "instrument/command_line.h"
#include "instrument/compile_entry.h"
#include "instrument/process.h"
#include "instrument/project_files.h"
#include "instrument/source_compilation.h"
#include "model/ids.h"

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

std::string ObjectFor(const CommandLine& command, const Source& source, const fs::path& scratch) {
  const std::string stem = Stem(command.arguments[source.index]);
  if (!command.compile_only) return (scratch / (std::to_string(source.index) + ".o")).string();
  const bool bitcode = std::ranges::find(command.arguments, "-emit-llvm") != command.arguments.end();
  return !command.output.empty() ? command.output : stem + (bitcode ? ".bc" : ".o");
}

// CSNAKE_DROP: options that only GCC knows and that the build insists on, apart by spaces.
std::vector<std::string> WithoutDropped(std::vector<std::string> arguments) {
  std::istringstream dropped(Environment("CSNAKE_DROP"));
  for (std::string option; dropped >> option;) std::erase(arguments, option);
  return arguments;
}

// What the compiler does itself. Under ccache, which looks at preprocessed text to know what an object depends on, the
// text ends with the name of csnake.yml and a hash: it counts like an included file, so no object is stale when it changes.
int PassThrough(const CommandLine& command, bool cxx, const std::vector<std::string>& arguments) {
  const int code = Clang(cxx, arguments);
  const bool preprocesses = std::ranges::find(command.arguments, "-E") != command.arguments.end();
  if (code != 0 || !preprocesses || command.output.empty() || Environment("CCACHE_DISABLE").empty()) return code;
  const auto project = ProjectFiles::Find(command.input);
  if (!project) return Complain(project.error().message);
  if (project->file().empty()) return 0;
  const std::string content = model::ToHex(model::Hash(ReadFile(project->file())));
  std::ofstream(command.output, std::ios::app) << "# 1 \"<" << content << ">\" 1\n# 1 \"" << project->file() << "\" 1\n";
  return 0;
}

// One runtime a process: a program has it in itself and shows it to its libraries; a library needs it as a library, for
// programs that do not. Neither takes anything from it when nothing in it has hooks.
int Link(const std::string& self, bool cxx, Product product, std::vector<std::string> arguments) {
  const fs::path folder = fs::path(self).parent_path().parent_path() / "lib";
  const fs::path runtime = folder / (product == Product::kProgram ? "libcsnake_rt.a" : "libcsnake_rt.so");
  if (!fs::exists(runtime)) return Complain("the runtime " + runtime.string() + " is missing: build CSnake again (./dev build)");
  if (product == Product::kProgram) arguments.insert(arguments.end(), {runtime.string(), "-Wl,--export-dynamic-symbol=csnake_*"});
  else arguments.insert(arguments.end(), {"-Wl,--push-state,--as-needed", runtime.string(), "-Wl,--pop-state"});
  return Clang(cxx, std::move(arguments));
}

}  // namespace

int RunCompiler(const std::string& self, bool cxx, const std::vector<std::string>& given) {
  const std::vector<std::string> arguments = WithoutDropped(given);
  const CommandLine command = Parse(WithoutDropped(ExpandResponseFiles(arguments)), cxx);
  if (!command.left_alone.empty())
    std::fprintf(stderr, "csnake: note: compiled without fault points: %s\n", command.left_alone.c_str());
  if (command.sources.empty()) return command.links == Product::kNothing ? PassThrough(command, cxx, arguments) : Link(self, cxx, command.links, arguments);

  const auto project = ProjectFiles::Find(command.arguments[command.sources[0].index]);
  if (!project) return Complain(project.error().message);
  if (!WriteCompileEntries(command, ClangName(cxx))) return Complain("cannot write the file that -MJ names");
  const Scratch scratch;
  std::vector<std::string> objects;
  for (const Source& source : command.sources) {
    objects.push_back(ObjectFor(command, source, scratch.path()));
    SourceCompilation compilation(command, *project, ClangName(cxx), scratch.path(), source, objects.back());
    if (const int code = compilation.Run(); code != 0) return code;
  }
  if (command.links == Product::kNothing) return command.compile_only ? 0 : Clang(cxx, LinkArguments(command, objects));
  return Link(self, cxx, command.links, LinkArguments(command, objects));
}

}  // namespace csnake::instrument
