// build: any build with CC and CXX set to the wrappers.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "cli/command.h"

namespace csnake::cli {
namespace {

class BuildCommand final : public Command {
 public:
  const char* name() const override { return "build"; }
  const char* help() const override { return "Run a build with CC and CXX set to the CSnake compilers"; }
  const char* example() const override { return "csnake build -- cmake -B build -S .   and then   csnake build -- cmake --build build"; }
  void AddFlags(CLI::App& app) override {
    app.prefix_command();
    app.fallthrough(false);
    app_ = &app;
  }
  int Run(const Globals& globals) override {
    std::vector<std::string> words = app_->remaining();
    if (!words.empty() && words.front() == "--") words.erase(words.begin());
    if (words.empty())
      return Report({model::Code::kInvalidArgument, "build: no command given. Example: csnake build -- make -j2"});
    const auto config = LoadConfig(globals);
    if (!config) return Report(config.error());
    std::error_code error;
    const auto bin = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const auto& [variable, program] : {std::pair("CC", "csnake-cc"), std::pair("CXX", "csnake-c++")}) {
      if (!std::filesystem::exists(bin / program))
        return Report({model::Code::kUnavailable, (bin / program).string() + " is missing: build CSnake with LLVM 19 (./dev build)"});
      setenv(variable, (bin / program).c_str(), 1);
    }
    setenv("CSNAKE_CONFIG", config->file.c_str(), 1);
    if (chdir(globals.directory.c_str()) != 0) return Report({model::Code::kInvalidArgument, "cannot enter " + globals.directory});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    return Report({model::Code::kInvalidArgument, "cannot start " + words[0] + ": " + std::strerror(errno)});
  }

 private:
  CLI::App* app_ = nullptr;
};

}  // namespace

std::unique_ptr<Command> MakeBuild() { return std::make_unique<BuildCommand>(); }

}  // namespace csnake::cli
