// GoogleTest: --gtest_list_tests, --gtest_filter.
#include "runner/adapters/adapter.h"
#include "runner/adapters/listings.h"

namespace csnake::runner {
namespace {

bool IsDisabled(std::string_view name) {
  return name.starts_with("DISABLED_") || name.find("/DISABLED_") != std::string_view::npos;
}

model::Result<std::vector<std::string>> Arguments(const config::Config&, const store::Workload& workload) {
  return std::vector<std::string>{ProgramPath(workload.binary), "--gtest_filter=" + NameWithin(workload), "--gtest_color=no"};
}

model::Result<void> List(const Entry& entry, std::vector<Target>& targets) {
  const auto output = RunGoodListing(entry, {ProgramPath(entry.test.binary), "--gtest_list_tests", "--gtest_color=no"});
  if (!output) return std::unexpected(output.error());
  AddTargets(entry, ParseGtestList(*output), Arguments, targets);
  return {};
}

}  // namespace

std::vector<std::string> ParseGtestList(std::string_view output) {
  std::vector<std::string> tests;
  std::string suite;
  while (!output.empty()) {
    std::string_view line = TakeLine(output);
    const bool indented = line.starts_with("  ");
    if (indented) line.remove_prefix(2);
    line = line.substr(0, line.find_first_of(" \t"));  // "# GetParam() = 3" and "# TypeParam = int" follow.
    if (line.empty() || line.starts_with('#')) continue;
    if (!indented) suite = line.ends_with('.') ? std::string(line) : "";
    else if (!suite.empty() && !IsDisabled(suite) && !IsDisabled(line)) tests.push_back(suite + std::string(line));
  }
  return tests;
}

constexpr Adapter kGtest{.name = "gtest", .has_bodies = true, .any_program = false, .list = List, .arguments = Arguments};

}  // namespace csnake::runner
