// Boost.Test: --list_content, which it prints to stderr, and --run_test.
#include "runner/adapters/adapter.h"
#include "runner/adapters/listings.h"

namespace csnake::runner {
namespace {

model::Result<std::vector<std::string>> Arguments(const config::Config&, const store::Workload& workload) {
  return std::vector<std::string>{ProgramPath(workload.binary), "--run_test=" + NameWithin(workload), "--color_output=no"};
}

model::Result<void> List(const Entry& entry, std::vector<Target>& targets) {
  const auto output = RunGoodListing(entry, {ProgramPath(entry.test.binary), "--list_content", "--color_output=no"});
  if (!output) return std::unexpected(output.error());
  AddTargets(entry, ParseBoostList(*output), Arguments, targets);
  return {};
}

// A line of the listing: four blanks a level, the name, `*` when it is enabled, and `: ` with a description.
struct Unit {
  size_t level = 0;
  bool enabled = false;
  std::string path;
};

}  // namespace

std::vector<std::string> ParseBoostList(std::string_view output) {
  std::vector<Unit> units;
  std::vector<std::string> names;  // Of the suites around.
  while (!output.empty()) {
    std::string_view line = TakeLine(output);
    const size_t blanks = line.find_first_not_of(' ');
    if (blanks == std::string_view::npos || blanks % 4 != 0 || blanks / 4 > names.size()) continue;
    line.remove_prefix(blanks);
    line = line.substr(0, line.find(": "));
    const bool enabled = line.ends_with('*');
    if (!enabled && !line.ends_with(' ')) continue;  // Something that the program says by itself.
    line.remove_suffix(1);
    names.resize(blanks / 4);
    names.emplace_back(line);
    std::string path;
    for (const std::string& name : names) path += (path.empty() ? "" : "/") + name;
    units.push_back({blanks / 4, enabled, path});
  }
  std::vector<std::string> tests;
  for (size_t i = 0; i < units.size(); ++i) {
    const bool suite = i + 1 < units.size() && units[i + 1].level > units[i].level;
    if (!suite && units[i].enabled) tests.push_back(units[i].path);
  }
  return tests;
}

constexpr Adapter kBoost{.name = "boost", .has_bodies = true, .any_program = false, .list = List, .arguments = Arguments};

}  // namespace csnake::runner
