#include "runner/adapters.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "runner/process.h"

namespace csnake::runner {
namespace {

using model::Code;
using model::Fail;
using model::Result;

constexpr int64_t kListTimeoutNs = 60'000'000'000;
constexpr size_t kListingMax = size_t{64} << 20;
constexpr size_t kErrorTail = 2000;

// A program given without a slash would be looked up in PATH.
std::string ProgramPath(const std::string& binary) {
  return binary.find('/') == std::string::npos ? "./" + binary : binary;
}

bool IsDisabled(std::string_view name) {
  return name.starts_with("DISABLED_") || name.find("/DISABLED_") != std::string_view::npos;
}

Result<std::string> GtestListing(const config::Config& config, const std::string& binary, RunDirectories& directories) {
  const auto directory = directories.Add();
  if (!directory) return std::unexpected(directory.error());
  Command command{{ProgramPath(binary), "--gtest_list_tests", "--gtest_color=no"}, TargetEnvironment(), config.root,
                  *directory + "/output", kListTimeoutNs};
  static const std::atomic<int> kNever = 0;
  const auto exit = Execute(command, kNever);
  const std::string output = TailOf(command.output, kListingMax);
  RunDirectories::Remove(*directory);
  if (!exit) return std::unexpected(exit.error());
  if (exit->ending == model::Ending::kPassed) return output;
  return Fail(Code::kUnavailable,
              "cannot list the tests: `" + command.arguments[0] + " --gtest_list_tests` in " + config.root + " " +
                  std::string(ToName(exit->ending)) + " (status " + std::to_string(exit->status) + "): " +
                  output.substr(output.size() - std::min(output.size(), kErrorTail)));
}

std::vector<std::string> GtestArguments(const std::string& binary, const std::string& test) {
  return {ProgramPath(binary), "--gtest_filter=" + test, "--gtest_color=no"};
}

Result<void> ListGtest(const config::Config& config, const config::Test& test, RunDirectories& directories,
                       std::vector<Target>& targets) {
  const auto output = GtestListing(config, test.binary, directories);
  if (!output) return std::unexpected(output.error());
  for (const std::string& name : ParseGtestList(*output))
    targets.push_back({{name, "gtest", test.binary, ""}, GtestArguments(test.binary, name), test.cpus});
  return {};
}

Result<void> ListCommand(const config::Config&, const config::Test& test, RunDirectories&, std::vector<Target>& targets) {
  targets.push_back({{test.name, "command", test.binary.empty() ? test.run[0] : test.binary, ""}, test.run, test.cpus});
  return {};
}

Result<std::vector<std::string>> GtestArgumentsOf(const config::Config&, const store::Workload& workload) {
  const size_t colon = workload.name.find(':');  // No character of a gtest name.
  return GtestArguments(workload.binary, colon == std::string::npos ? workload.name : workload.name.substr(colon + 1));
}

Result<std::vector<std::string>> CommandArgumentsOf(const config::Config& config, const store::Workload& workload) {
  for (const config::Test& test : config.tests)
    if (test.adapter == "command" && test.name == workload.name) return test.run;
  return Fail(Code::kNotFound, "csnake.yml no longer has the command " + workload.name);
}

struct Adapter {
  std::string_view name;
  Result<void> (*list)(const config::Config&, const config::Test&, RunDirectories&, std::vector<Target>&);
  Result<std::vector<std::string>> (*arguments)(const config::Config&, const store::Workload&);
};

constexpr std::array kAdapters = {Adapter{"gtest", ListGtest, GtestArgumentsOf},
                                  Adapter{"command", ListCommand, CommandArgumentsOf}};

Result<const Adapter*> FindAdapter(std::string_view name) {
  const auto found = std::ranges::find(kAdapters, name, &Adapter::name);
  if (found != kAdapters.end()) return &*found;
  return Fail(Code::kInvalidArgument, "this version of csnake cannot run tests of adapter " + std::string(name) +
                                          "; use gtest, or command with one entry per test");
}

void MakeNamesUnique(std::vector<Target>& targets) {
  std::map<std::string, int> uses;
  for (const Target& target : targets) ++uses[target.workload.name];
  for (Target& target : targets)
    if (uses[target.workload.name] > 1)
      target.workload.name =
          std::filesystem::path(target.workload.binary).filename().string() + ":" + target.workload.name;
}

}  // namespace

std::vector<std::string> ParseGtestList(std::string_view output) {
  std::vector<std::string> tests;
  std::string suite;
  while (!output.empty()) {
    std::string_view line = output.substr(0, output.find('\n'));
    output.remove_prefix(std::min(line.size() + 1, output.size()));
    const bool indented = line.starts_with("  ");
    if (indented) line.remove_prefix(2);
    line = line.substr(0, line.find_first_of(" \t\r"));  // "# GetParam() = 3" and "# TypeParam = int" follow.
    if (line.empty() || line.starts_with('#')) continue;
    if (!indented) suite = line.ends_with('.') ? std::string(line) : "";
    else if (!suite.empty() && !IsDisabled(suite) && !IsDisabled(line)) tests.push_back(suite + std::string(line));
  }
  return tests;
}

Result<std::vector<Target>> ListTargets(const config::Config& config, RunDirectories& directories) {
  std::vector<Target> targets;
  for (const config::Test& test : config.tests) {
    const auto adapter = FindAdapter(test.adapter);
    if (!adapter) return std::unexpected(adapter.error());
    if (auto good = (*adapter)->list(config, test, directories, targets); !good) return std::unexpected(good.error());
  }
  if (targets.empty())
    return Fail(Code::kNothingToTest, config.tests.empty()
                                          ? "no test is configured; list test programs under `tests` in csnake.yml"
                                          : "the configured programs contain no enabled test");
  MakeNamesUnique(targets);
  std::ranges::sort(targets, {}, [](const Target& target) { return target.workload.name; });
  const auto twice = std::ranges::adjacent_find(targets, {}, [](const Target& target) { return target.workload.name; });
  if (twice != targets.end())
    return Fail(Code::kInvalidArgument, "two tests are called " + twice->workload.name + "; rename one of the programs");
  return targets;
}

Result<Target> TargetOf(const config::Config& config, const store::Workload& workload) {
  const auto adapter = FindAdapter(workload.adapter);
  if (!adapter) return std::unexpected(adapter.error());
  auto arguments = (*adapter)->arguments(config, workload);
  if (!arguments) return std::unexpected(arguments.error());
  Target target{workload, *std::move(arguments)};
  for (const config::Test& test : config.tests)
    if (test.adapter == workload.adapter &&
        (test.name == workload.name || (test.name.empty() && test.binary == workload.binary)))
      target.cpus = test.cpus;
  return target;
}

}  // namespace csnake::runner
