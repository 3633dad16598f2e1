// cli/command.h — one subcommand is one small class: name, help, flags, Run.
//
// To add a subcommand: 1. cmd_<name>.cc with a Command and its Make function, 2. declare it below, 3. list it in
// main.cc, 4. a row in docs/start.md, 5. a scenario.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "config/config.h"
#include "model/status.h"

namespace CLI {
class App;
}

namespace csnake::cli {

// What every subcommand takes.
struct Globals {
  std::string directory = ".";  // -C
  std::string config_file;      // --config
  std::string format = "text";  // --format
  std::string color = "auto";   // --color
  int verbosity = 0;            // -q: -1, -v: 1, -vv: 2.
  uint64_t seed = 1;            // --seed
  bool seed_given = false;

  bool json() const { return format == "json"; }
};

// Published, tested, never changed.
enum ExitCode { kPass = 0, kFindings = 1, kUsage = 2, kInconclusive = 3, kRed = 4, kNothing = 5, kDefect = 70, kInterruptedExit = 130 };

class Command {
 public:
  virtual ~Command() = default;
  virtual const char* name() const = 0;
  virtual const char* help() const = 0;
  virtual const char* example() const = 0;
  virtual void AddFlags(CLI::App& app) = 0;
  virtual int Run(const Globals& globals) = 0;
};

std::unique_ptr<Command> MakeBuild();
std::unique_ptr<Command> MakeSites();
std::unique_ptr<Command> MakeProfile();
std::unique_ptr<Command> MakePlan();
std::unique_ptr<Command> MakeRun();
std::unique_ptr<Command> MakeAnalyze();
std::unique_ptr<Command> MakeCycles();
std::unique_ptr<Command> MakeShow();
std::unique_ptr<Command> MakeRepro();
std::unique_ptr<Command> MakeDoctor();
std::unique_ptr<Command> MakeScore();

// Configuration for this call. `flags` are dotted keys that win over everything.
model::Result<config::Config> LoadConfig(const Globals& globals, std::vector<std::pair<std::string, std::string>> flags = {});

// Prints the error on stderr and returns the exit code for it.
int Report(const model::Error& error);

// To stdout.
void Print(const std::string& text);

}  // namespace csnake::cli
