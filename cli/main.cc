// csnake: the command line. Subcommands live in cmd_*.cc; everything they do lives in other rooms.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace {

using csnake::cli::Globals;

void AddGlobals(CLI::App& app, Globals& globals) {
  app.add_option("-C", globals.directory, "Work as if started in this directory")->type_name("DIR");
  app.add_option("--config", globals.config_file, "Configuration file instead of the nearest csnake.yml")->type_name("FILE");
  app.add_option("--format", globals.format, "Form of the answer on stdout")->check(CLI::IsMember({"text", "json"}));
  app.add_option("--color", globals.color, "Colours on the terminal")->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_option("--seed", globals.seed, "Seed of everything that is drawn by lot")->each([&globals](const std::string&) { globals.seed_given = true; });
  app.add_flag_callback("-q", [&globals] { globals.verbosity = -1; }, "No progress");
  app.add_flag_function("-v", [&globals](int64_t count) { globals.verbosity = static_cast<int>(count); }, "More detail; -vv for all");
}

// The command of `csnake build -- make -j2` is not for the parser, which would look for its options behind the `--`.
std::vector<char*> WithoutSeparator(int argc, char** argv) {
  std::vector<char*> words(argv, argv + argc);
  const auto separator = std::ranges::find(words, std::string_view("--"));
  if (separator != words.end() && separator != words.begin() && *(separator - 1) == std::string_view("build")) words.erase(separator);
  return words;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace csnake::cli;
  CLI::App app{"CSnake finds self-sustaining cascading failures: it runs your own tests with one fault each and stitches what it "
               "sees into cycles."};
  app.footer("First steps: csnake build -- make; csnake doctor; csnake run; csnake cycles");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string("csnake ") + CSNAKE_VERSION);
  Globals globals;
  AddGlobals(app, globals);

  std::array commands = {MakeBuild(), MakeDoctor(), MakeSites(), MakeProfile(), MakePlan(), MakeRun(), MakeAnalyze(),
                         MakeCycles(), MakeShow(), MakeRepro(), MakeScore()};
  for (const auto& command : commands) {
    CLI::App* sub = app.add_subcommand(command->name(), command->help());
    sub->footer(std::string("Example: ") + command->example());
    sub->fallthrough();
    command->AddFlags(*sub);
  }
  try {
    const std::vector<char*> words = WithoutSeparator(argc, argv);
    app.parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kPass : kUsage;
  }
  try {
    for (const auto& command : commands)
      if (app.got_subcommand(command->name())) return command->Run(globals);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "csnake: defect: %s; please report it with the command you gave\n", error.what());
  }
  return kDefect;
}
