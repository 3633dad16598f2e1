// Catch2, versions 2 and 3: --list-test-names-only or --list-tests, then a test specification.
#include <algorithm>

#include "runner/adapters/adapter.h"
#include "runner/adapters/listings.h"

namespace csnake::runner {
namespace {

using model::Result;

Result<std::vector<std::string>> Arguments(const config::Config&, const store::Workload& workload) {
  return std::vector<std::string>{ProgramPath(workload.binary), Catch2Filter(NameWithin(workload))};
}

// Version 2 ends with the number of tests.
Result<std::string> Names(const Entry& entry, const std::string& program) {
  const auto identity = RunGoodListing(entry, {program, "--libidentify"});
  if (!identity) return std::unexpected(identity.error());
  if (ParseCatch2Version(*identity) != 2) return RunGoodListing(entry, {program, "--list-tests", "--verbosity", "quiet"});
  const std::vector<std::string> arguments = {program, "--list-test-names-only"};
  auto listing = RunListing(entry, arguments);
  if (!listing) return std::unexpected(listing.error());
  const bool ended = listing->exit.ending == model::Ending::kPassed || listing->exit.ending == model::Ending::kFailed;
  if (!ended || listing->output.find("Errors occurred during startup!") != std::string::npos) return CannotList(entry, arguments, *listing);
  return std::move(listing->output);
}

Result<void> List(const Entry& entry, std::vector<Target>& targets) {
  const auto output = Names(entry, ProgramPath(entry.test.binary));
  if (!output) return std::unexpected(output.error());
  AddTargets(entry, ParseCatch2List(*output), Arguments, targets);
  return {};
}

}  // namespace

std::vector<std::string> ParseCatch2List(std::string_view output) {
  std::vector<std::string> names;
  while (!output.empty()) {
    std::string_view line = TakeLine(output);
    if (line.starts_with("\"#") && line.ends_with('"')) line = line.substr(1, line.size() - 2);  // Else a comment in a file of names.
    if (line.find_first_not_of(" \t") != std::string_view::npos) names.emplace_back(line);
  }
  return names;
}

int ParseCatch2Version(std::string_view output) {
  bool catch2 = false;
  while (!output.empty()) {
    const std::string_view line = TakeLine(output);
    catch2 |= line.starts_with("framework:") && line.find("Catch") != std::string_view::npos;
    const size_t digit = line.find_first_of("0123456789");
    if (catch2 && line.starts_with("version:") && digit != std::string_view::npos) return line[digit] - '0';
  }
  return 0;
}

std::string Catch2Filter(const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  const auto plain = [&](char c) { return letter(c) || std::string_view(" _-./:()<>").find(c) != std::string_view::npos; };
  const bool excludes = name.starts_with("exclude:");  // To Catch2: all but.
  if (!name.empty() && letter(name.front()) && std::ranges::all_of(name, plain) && !excludes) return name;
  std::string filter = excludes ? "\"*" : "\"";
  for (const char c : name) {
    if (c == '\\' || c == ',' || c == '"') filter += '\\';
    filter += c;
  }
  return filter + '"';
}

constexpr Adapter kCatch2{.name = "catch2", .has_bodies = true, .any_program = false, .list = List, .arguments = Arguments};

}  // namespace csnake::runner
