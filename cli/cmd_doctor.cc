// doctor: is everything there that a campaign needs? Every failure names its fix.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "runner/adapters.h"
#include "runner/run_directories.h"
#include "store/binary_catalogue.h"

namespace csnake::cli {
namespace {

struct Check {
  std::string name;
  bool good = false;
  std::string detail;  // What was found, or what is wrong and what to do.
  int exit = kUsage;   // Exit code when it is not good.
};

Check FindProgram(const std::string& name, const std::string& fix) {
  const char* path = std::getenv("PATH");
  for (std::string rest = path ? path : ""; !rest.empty();) {
    const size_t colon = rest.find(':');
    const std::string candidate = rest.substr(0, colon) + "/" + name;
    if (access(candidate.c_str(), X_OK) == 0) return {name, true, candidate};
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return {name, false, "not on the PATH: " + fix};
}

Check CheckWrapper(const char* name) {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / name;
  const bool good = access(path.c_str(), X_OK) == 0;
  return {name, good, good ? path.string() : path.string() + " is missing: build CSnake with LLVM 19 (./dev build)"};
}

bool IsFault(const std::pair<const model::SiteId, model::Site>& entry) {
  return entry.second.excluded.empty() && entry.second.kind != model::Kind::kBranch;
}

Check CheckBinary(const config::Config& config, const std::string& binary) {
  const std::string path = binary.starts_with('/') ? binary : config.root + "/" + binary;
  const auto modules = store::ReadModules(path);
  if (!modules) return {binary, false, modules.error().message, modules.error().code == model::Code::kNothingToTest ? kNothing : kUsage};
  model::Catalogue all;
  std::string libraries;
  for (const store::Module& module : *modules) {
    all.Merge(module.catalogue);
    if (module.path != path) libraries += (libraries.empty() ? "; libraries with hooks: " : ", ") + std::filesystem::path(module.path).filename().string();
  }
  const auto hooked = std::ranges::count_if(all.sites, IsFault);
  if (hooked == 0)
    return {binary, false, "has no fault point: does project.include in csnake.yml match its sources? `csnake sites list --why` tells more", kNothing};
  const auto without = std::ranges::count_if(all.units, [](const auto& unit) { return !unit.second.empty(); });
  return {binary, true, fmt::format("{} fault points in {} units{}{}", hooked, all.units.size(), libraries,
                                    without == 0 ? "" : fmt::format("; {} of the units could not be hooked: csnake sites list --why", without))};
}

class DoctorCommand final : public Command {
 public:
  const char* name() const override { return "doctor"; }
  const char* help() const override { return "Check toolchain, configuration, instrumented programs and tests"; }
  const char* example() const override { return "csnake doctor"; }
  void AddFlags(CLI::App& app) override { app.add_flag("--json", json_, "One JSON object"); }

  int Run(const Globals& globals) override {
    std::vector<Check> checks = {FindProgram("clang-19", "apt-get install clang-19"), CheckWrapper("csnake-cc"), CheckWrapper("csnake-c++")};
    const auto config = LoadConfig(globals);
    checks.push_back({"csnake.yml", config.has_value(), config ? config->file : config.error().message});
    if (config) CheckProject(*config, checks);
    return Answer(checks, json_ || globals.json());
  }

 private:
  static void CheckProject(const config::Config& config, std::vector<Check>& checks) {
    if (config.tests.empty()) checks.push_back({"tests", false, "csnake.yml lists none: add `tests: [{adapter: gtest, binary: PATH}]`", kNothing});
    bool all = !config.tests.empty();
    for (const config::Test& test : config.tests) {
      if (test.binary.empty()) continue;
      checks.push_back(CheckBinary(config, test.binary));
      all = all && checks.back().good;
    }
    if (!all) return;
    auto directories = runner::RunDirectories::Make();
    if (!directories) return checks.push_back({"run directories", false, directories.error().message, kInconclusive});
    const auto targets = runner::ListTargets(config, **directories);
    checks.push_back({"tests", targets.has_value(), targets ? fmt::format("{} tests", targets->size()) : targets.error().message,
                      targets ? kPass : targets.error().code == model::Code::kNothingToTest ? kNothing : kInconclusive});
  }

  static int Answer(const std::vector<Check>& checks, bool json) {
    int exit = kPass;
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    std::string text;
    for (const Check& check : checks) {
      if (!check.good && exit == kPass) exit = check.exit;
      list.push_back({{"check", check.name}, {"ok", check.good}, {"detail", check.detail}});
      text += fmt::format("{:<4} {}: {}\n", check.good ? "ok" : "BAD", check.name, check.detail);
    }
    Print(json ? nlohmann::ordered_json{{"schema", 1}, {"ok", exit == kPass}, {"checks", list}}.dump(1) + "\n"
               : text + (exit == kPass ? "all is well: csnake run\n" : "not ready: see the lines marked BAD\n"));
    return exit;
  }

  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeDoctor() { return std::make_unique<DoctorCommand>(); }

}  // namespace csnake::cli
