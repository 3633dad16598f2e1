// doctest: --list-test-cases, --test-case. The long prefix of its options works also where the short one is switched off.
#include <algorithm>

#include "runner/adapters/adapter.h"
#include "runner/adapters/listings.h"

namespace csnake::runner {
namespace {

model::Result<std::vector<std::string>> Arguments(const config::Config&, const store::Workload& workload) {
  return std::vector<std::string>{ProgramPath(workload.binary), "--dt-test-case=" + DoctestFilter(NameWithin(workload)),
                                  "--dt-case-sensitive=true", "--dt-no-colors=true"};
}

model::Result<void> List(const Entry& entry, std::vector<Target>& targets) {
  const auto output = RunGoodListing(entry, {ProgramPath(entry.test.binary), "--dt-list-test-cases", "--dt-no-colors=true"});
  if (!output) return std::unexpected(output.error());
  AddTargets(entry, ParseDoctestList(*output), Arguments, targets);
  return {};
}

}  // namespace

std::vector<std::string> ParseDoctestList(std::string_view output) {
  const std::string rule(79, '=');
  std::vector<std::string> names;
  bool begun = false;
  size_t end = 0;  // The last rule: names may look like one.
  while (!output.empty()) {
    const std::string_view line = TakeLine(output);
    if (begun && line == rule) end = names.size();
    if (begun) names.emplace_back(line);
    begun |= line == rule;
  }
  names.resize(end);
  return names;
}

std::string DoctestFilter(const std::string& name) {
  std::string filter;
  for (const char c : name) {
    if (c == '\\' || c == ',') filter += '\\';
    filter += c;
  }
  return filter;
}

constexpr Adapter kDoctest{.name = "doctest", .has_bodies = true, .any_program = false, .list = List, .arguments = Arguments};

}  // namespace csnake::runner
