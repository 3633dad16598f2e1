#include "runner/adapters/adapter.h"

#include <algorithm>
#include <filesystem>

namespace csnake::runner {
namespace {

using model::Code;
using model::Fail;
using model::Result;

constexpr int64_t kListTimeoutNs = 60'000'000'000;
constexpr size_t kListingMax = size_t{64} << 20;
constexpr size_t kErrorTail = 2000;

}  // namespace

std::string ProgramPath(const std::string& binary) {
  return binary.find('/') == std::string::npos ? "./" + binary : binary;
}

std::string PrefixOf(const store::Workload& workload) {
  return std::filesystem::path(workload.binary).filename().string() + ":";
}

std::string NameWithin(const store::Workload& workload) {
  const std::string prefix = PrefixOf(workload);
  return workload.name.starts_with(prefix) ? workload.name.substr(prefix.size()) : workload.name;
}

Result<Listing> RunListing(const Entry& entry, const std::vector<std::string>& arguments) {
  const auto directory = entry.directories.Add();
  if (!directory) return std::unexpected(directory.error());
  const Command command{arguments, TargetEnvironment(), entry.config.root, *directory + "/output", kListTimeoutNs};
  static const std::atomic<int> kNever = 0;
  const auto exit = Execute(command, kNever);
  std::string output = TailOf(command.output, kListingMax);
  RunDirectories::Remove(*directory);
  if (!exit) return std::unexpected(exit.error());
  return Listing{*exit, std::move(output)};
}

std::unexpected<model::Error> CannotList(const Entry& entry, const std::vector<std::string>& arguments, const Listing& listing) {
  std::string command;
  for (const std::string& argument : arguments) command += (command.empty() ? "" : " ") + argument;
  const std::string& output = listing.output;
  return Fail(Code::kUnavailable, "cannot list the tests: `" + command + "` in " + entry.config.root + " " +
                                      std::string(ToName(listing.exit.ending)) + " (status " + std::to_string(listing.exit.status) +
                                      "): " + output.substr(output.size() - std::min(output.size(), kErrorTail)));
}

Result<std::string> RunGoodListing(const Entry& entry, const std::vector<std::string>& arguments) {
  auto listing = RunListing(entry, arguments);
  if (!listing) return std::unexpected(listing.error());
  if (listing->exit.ending != model::Ending::kPassed) return CannotList(entry, arguments, *listing);
  return std::move(listing->output);
}

void AddTargets(const Entry& entry, std::vector<std::string> names, decltype(Adapter::arguments) arguments, std::vector<Target>& targets) {
  std::ranges::sort(names);
  const auto again = std::ranges::unique(names);
  names.erase(again.begin(), again.end());
  for (std::string& name : names) {
    store::Workload workload{std::move(name), entry.test.adapter, entry.test.binary, ""};
    auto command = arguments(entry.config, workload);
    targets.push_back({std::move(workload), *std::move(command), entry.test.cpus});
  }
}

std::string_view TakeLine(std::string_view& text) {
  std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace csnake::runner
