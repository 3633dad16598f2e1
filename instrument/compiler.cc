#include "instrument/compiler.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "config/config.h"
#include "config/glob.h"
#include "instrument/command_line.h"
#include "instrument/harness.h"
#include "instrument/hooks_text.h"
#include "instrument/line_repair.h"
#include "instrument/unit.h"

namespace csnake::instrument {
namespace {

namespace fs = std::filesystem;

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// Runs a program, its stderr in `errors` when given. Returns its exit code, 128 + signal, or 127 when it cannot start.
int Spawn(std::vector<std::string> command, const std::string& errors = "") {
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (!errors.empty()) posix_spawn_file_actions_addopen(&actions, 2, errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t pid = 0;
  const int failed = posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    std::fprintf(stderr, "csnake: cannot start %s: install clang-19, or name another Clang 19 in CSNAKE_CLANG and CSNAKE_CLANGXX\n", words[0]);
    return 127;
  }
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A directory that is gone when the wrapper is.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "csnake-XXXXXX").string();
    if (mkdtemp(name.data())) path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

class Compiler {
 public:
  Compiler(std::string self, bool cxx, CommandLine command) : self_(std::move(self)), cxx_(cxx), command_(std::move(command)) {}

  int Run() {
    if (command_.passes_through || !command_.has_inputs) return Plain();
    if (const int code = LoadProject(); code != 0) return code;
    std::vector<std::string> link = command_.arguments;
    for (const size_t index : command_.sources) {
      const std::string object = ObjectFor(index);
      if (const int code = CompileSource(command_.arguments[index], object); code != 0) return code;
      link[index] = object;
    }
    if (command_.compile_only) return command_.sources.empty() ? Plain() : 0;
    link.insert(link.begin(), Clang());
    if (command_.links_executable) {
      const fs::path library = fs::path(self_).parent_path().parent_path() / "lib" / "libcsnake_rt.a";
      if (!fs::exists(library)) return Complain("the runtime " + library.string() + " is missing: build CSnake again (./dev build)");
      link.insert(link.end(), {library.string(), "-pthread", "-Wl,--export-dynamic-symbol=csnake_*"});
    }
    return Spawn(std::move(link));
  }

 private:
  std::string Clang() const {
    const std::string named = Environment(cxx_ ? "CSNAKE_CLANGXX" : "CSNAKE_CLANG");
    return !named.empty() ? named : cxx_ ? "clang++-19" : "clang-19";
  }

  int Plain() const {
    std::vector<std::string> command = command_.arguments;
    command.insert(command.begin(), Clang());
    return Spawn(std::move(command));
  }

  static int Complain(const std::string& what) {
    std::fprintf(stderr, "csnake: %s\n", what.c_str());
    return 2;
  }

  int LoadProject() {
    config::Sources sources;
    sources.file = Environment("CSNAKE_CONFIG");
    sources.directory = fs::current_path().string();
    if (sources.file.empty() && config::FindFile(sources.directory).empty() && !command_.sources.empty())
      sources.directory = fs::absolute(command_.arguments[command_.sources[0]]).parent_path().string();
    auto config = config::Load(sources);
    if (!config) return Complain(config.error().message);
    config_ = *std::move(config);
    return 0;
  }

  // Relative to project.root, or nullopt when outside. Without a csnake.yml everything is inside, by its absolute path.
  std::optional<std::string> InProject(const std::string& file) const {
    if (file.empty() || file.starts_with('<')) return std::nullopt;
    const fs::path path = fs::absolute(file).lexically_normal();
    if (config_.file.empty()) return path.string();
    const std::string relative = path.lexically_relative(config_.root).string();
    if (relative.empty() || relative.starts_with("..")) return std::nullopt;
    return relative;
  }

  bool Included(const std::string& file) const {
    const auto relative = InProject(file);
    return relative && config::Matches(config_.include, *relative) && !config::Matches(config_.exclude, *relative);
  }

  std::string ObjectFor(size_t index) const {
    const fs::path source = command_.arguments[index];
    if (!command_.compile_only) return (scratch_.path() / (std::to_string(index) + ".o")).string();
    if (!command_.output.empty()) return command_.output;
    return source.stem().string() + ".o";
  }

  int CompilePlainly(const std::string& source, const std::string& object) const {
    std::vector<std::string> command = PreprocessArguments(command_);
    command.insert(command.begin(), Clang());
    command.insert(command.end(), {"-c", source, "-o", object});
    return Spawn(std::move(command));
  }

  int CompileSource(const std::string& source, const std::string& object) const {
    const auto relative = InProject(source);
    const bool excluded = !relative || config::Matches(config_.exclude, *relative);
    if (excluded || scratch_.path().empty()) return CompilePlainly(source, object);

    const bool cxx = IsCxxSource(source) || cxx_;
    const fs::path preprocessed = scratch_.path() / (cxx ? "unit.ii" : "unit.i");
    std::vector<std::string> command = PreprocessArguments(command_);
    command.insert(command.begin(), Clang());
    command.insert(command.end(), {"-E", source, "-o", preprocessed.string()});
    if (WantsDependencyTarget()) command.insert(command.end(), {"-MT", object});
    if (const int code = Spawn(std::move(command)); code != 0) return code;

    std::string text = RepairLines(ReadFile(preprocessed));
    std::string reason = Rewrite(relative.value_or(source), cxx, text);
    if (reason.empty() && text.empty()) return CompilePlainly(source, object);
    if (reason.empty()) {
      const fs::path rewritten = scratch_.path() / (cxx ? "hooked.ii" : "hooked.i");
      std::ofstream(rewritten, std::ios::binary) << text;
      Keep(rewritten, relative.value_or(source));
      if (CompileText(rewritten, cxx, object) == 0) return 0;
      reason = "the rewritten unit does not compile";
    }
    return NotHooked(source, object, reason);
  }

  // A dependency file that names no target would name the preprocessed text.
  bool WantsDependencyTarget() const {
    bool wants = false;
    for (const std::string& word : command_.arguments) {
      if (word.starts_with("-MT") || word.starts_with("-MQ")) return false;
      wants |= word == "-MD" || word == "-MMD";
    }
    return wants;
  }

  // Replaces the text by the hooked one; empty when there is nothing to hook. Returns why that failed, or "".
  std::string Rewrite(const std::string& name, bool cxx, std::string& text) const {
    bool hooked = false;
    if (Included(config_.file.empty() ? name : config_.root + "/" + name)) {
      UnitRequest request;
      request.name = cxx ? "unit.ii" : "unit.i";
      request.text = text;
      for (const std::string& word : CompileArguments(command_))
        if (!word.starts_with("-W") && !word.starts_with("-g")) request.arguments.push_back(word);
      request.arguments.push_back("-w");
      request.included = [this](const std::string& file) { return Included(file); };
      request.catalogue_path = [this](const std::string& file) { return InProject(file).value_or(file); };
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
  int CompileText(const fs::path& text, bool cxx, const std::string& object) const {
    std::vector<std::string> command = CompileArguments(command_);
    command.insert(command.begin(), Clang());
    // Warnings that macros from headers do not get, but their text does.
    for (const char* quiet : {"-Wno-parentheses-equality", "-Wno-unused-value", "-Wno-self-assign", "-Wno-tautological-compare",
                              "-Wno-empty-body", "-Wno-unused-command-line-argument", "-Wno-extra-semi-stmt", "-Wno-gnu-line-marker"})
      command.push_back(quiet);
    command.insert(command.end(), {"-x", cxx ? "c++-cpp-output" : "cpp-output", "-c", text.string(), "-o", object});
    const fs::path errors = scratch_.path() / "errors";
    const int code = Spawn(std::move(command), errors.string());
    if (code == 0 || !Environment("CSNAKE_DEBUG").empty()) std::fputs(ReadFile(errors).c_str(), stderr);
    return code;
  }

  int NotHooked(const std::string& source, const std::string& object, const std::string& reason) const {
    const int code = CompilePlainly(source, object);
    if (code != 0) return code;
    std::fprintf(stderr, "csnake: note: %s is compiled without fault points: %s\n", source.c_str(), reason.c_str());
    if (Environment("CSNAKE_STRICT") != "1") return 0;
    std::fprintf(stderr, "csnake: CSNAKE_STRICT=1 makes that an error; exclude the file in csnake.yml or unset it\n");
    std::error_code ignored;
    fs::remove(object, ignored);
    return 1;
  }

  // For a look at what was compiled: CSNAKE_KEEP names a directory.
  static void Keep(const fs::path& text, std::string name) {
    const std::string directory = Environment("CSNAKE_KEEP");
    if (directory.empty()) return;
    for (char& c : name)
      if (c == '/') c = '_';
    std::error_code ignored;
    fs::create_directories(directory, ignored);
    fs::copy_file(text, fs::path(directory) / (name + text.extension().string()), fs::copy_options::overwrite_existing, ignored);
  }

  std::string self_;
  bool cxx_;
  CommandLine command_;
  config::Config config_;
  Scratch scratch_;
};

}  // namespace

int RunCompiler(const std::string& self, bool cxx, const std::vector<std::string>& arguments) {
  return Compiler(self, cxx, Parse(arguments)).Run();
}

}  // namespace csnake::instrument
