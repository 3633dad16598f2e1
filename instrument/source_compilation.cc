#include "instrument/source_compilation.h"

#include <cstdio>
#include <fstream>

#include "instrument/harness.h"
#include "instrument/hooks_text.h"
#include "instrument/line_repair.h"
#include "instrument/process.h"
#include "instrument/unit.h"

namespace csnake::instrument {
namespace {

namespace fs = std::filesystem;

// A dependency file that names no target would name the preprocessed text.
bool WantsDependencyTarget(const CommandLine& command) {
  bool wants = false;
  for (const std::string& word : command.arguments) {
    if (word.starts_with("-MT") || word.starts_with("-MQ")) return false;
    wants |= word == "-MD" || word == "-MMD";
  }
  return wants;
}

// For a look at what was compiled: CSNAKE_KEEP names a directory.
void Keep(const fs::path& text, std::string name) {
  const std::string directory = Environment("CSNAKE_KEEP");
  if (directory.empty()) return;
  for (char& c : name)
    if (c == '/') c = '_';
  std::error_code ignored;
  fs::create_directories(directory, ignored);
  fs::copy_file(text, fs::path(directory) / (name + text.extension().string()), fs::copy_options::overwrite_existing, ignored);
}

}  // namespace

int SourceCompilation::Run() const {
  if (!project_.Relative(source_) || project_.Excluded(source_) || scratch_.empty()) return Plain();
  const fs::path preprocessed = scratch_ / (cxx_ ? "unit.ii" : "unit.i");
  if (const int code = Preprocess(preprocessed); code != 0) return code;
  std::string text = RepairLines(ReadFile(preprocessed));
  std::string reason = Rewrite(text);
  if (reason.empty() && text.empty()) return Plain();
  if (reason.empty()) {
    const fs::path rewritten = scratch_ / (cxx_ ? "hooked.ii" : "hooked.i");
    std::ofstream(rewritten, std::ios::binary) << text;
    Keep(rewritten, Name());
    if (CompileText(rewritten) == 0) return 0;
    reason = "the rewritten unit does not compile";
  }
  return NotHooked(reason);
}

int SourceCompilation::Plain() const {
  std::vector<std::string> command = PreprocessArguments(command_);
  command.insert(command.begin(), clang_);
  command.insert(command.end(), {"-c", source_, "-o", object_});
  return Spawn(std::move(command));
}

int SourceCompilation::Preprocess(const fs::path& text) const {
  std::vector<std::string> command = PreprocessArguments(command_);
  command.insert(command.begin(), clang_);
  command.insert(command.end(), {"-E", source_, "-o", text.string()});
  if (WantsDependencyTarget(command_)) command.insert(command.end(), {"-MT", object_});
  return Spawn(std::move(command));
}

std::string SourceCompilation::Rewrite(std::string& text) const {
  bool hooked = false;
  if (project_.Included(source_)) {
    UnitRequest request;
    request.name = cxx_ ? "unit.ii" : "unit.i";
    request.text = text;
    for (const std::string& word : CompileArguments(command_))
      if (!word.starts_with("-W") && !word.starts_with("-g")) request.arguments.push_back(word);
    request.arguments.push_back("-w");
    request.included = [this](const std::string& file) { return project_.Included(file); };
    request.catalogue_path = [this](const std::string& file) { return project_.Relative(file).value_or(file); };
    auto result = RewriteUnit(request);
    if (!result) return result.error().message;
    hooked = result->hooked;
    text = std::move(result->text);
  }
  if (HasTestBodies(text)) {
    const std::string hooks = hooked ? "" : "# 1 \"<csnake>\" 3\n" + std::string(kHooksCxx) + "\n";
    text = hooks + HookTestBodies(text);
    hooked = true;
  }
  if (!hooked) text.clear();
  return "";
}

// The compiler's own messages are shown only if the plain text would get them too: when it compiles.
int SourceCompilation::CompileText(const fs::path& text) const {
  std::vector<std::string> command = CompileArguments(command_);
  command.insert(command.begin(), clang_);
  // Warnings that macros from headers do not get, but their text does.
  for (const char* quiet : {"-Wno-parentheses-equality", "-Wno-unused-value", "-Wno-self-assign", "-Wno-tautological-compare",
                            "-Wno-empty-body", "-Wno-unused-command-line-argument", "-Wno-extra-semi-stmt", "-Wno-gnu-line-marker"})
    command.push_back(quiet);
  command.insert(command.end(), {"-x", cxx_ ? "c++-cpp-output" : "cpp-output", "-c", text.string(), "-o", object_});
  const fs::path errors = scratch_ / "errors";
  const int code = Spawn(std::move(command), errors.string());
  if (code == 0 || !Environment("CSNAKE_DEBUG").empty()) std::fputs(ReadFile(errors).c_str(), stderr);
  return code;
}

int SourceCompilation::NotHooked(const std::string& reason) const {
  const int code = Plain();
  if (code != 0) return code;
  std::fprintf(stderr, "csnake: note: %s is compiled without fault points: %s\n", source_.c_str(), reason.c_str());
  if (Environment("CSNAKE_STRICT") != "1") return 0;
  std::fprintf(stderr, "csnake: CSNAKE_STRICT=1 makes that an error; exclude the file in csnake.yml or unset it\n");
  std::error_code ignored;
  fs::remove(object_, ignored);
  return 1;
}

}  // namespace csnake::instrument
