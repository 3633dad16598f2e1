// CTest: each entry of a build folder's `ctest --show-only=json-v1` with its own command, folder and environment.
#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "runner/adapters/adapter.h"
#include "runner/adapters/listings.h"

namespace csnake::runner {
namespace {

using nlohmann::json;

constexpr int kAlone = 1024;  // More than jobs ever are: nothing runs beside it.

std::string Text(const json& value) { return value.is_string() ? value.get<std::string>() : ""; }

std::vector<std::string> Texts(const json& value) {
  std::vector<std::string> texts;
  if (value.is_array())
    for (const json& item : value) texts.push_back(Text(item));
  return texts;
}

const json& Member(const json& object, const char* name) {
  static const json kNone;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? kNone : *found;
}

// What an entry changes in the environment, in the order of CTest.
class Changes {
 public:
  explicit Changes(const std::vector<std::string>& base) {
    for (const std::string& entry : base) base_.emplace(entry.substr(0, entry.find('=')), entry.substr(std::min(entry.find('='), entry.size() - 1) + 1));
  }

  void Set(const std::string& entry) {
    if (const size_t equals = entry.find('='); equals != std::string::npos) changed_[entry.substr(0, equals)] = entry.substr(equals + 1);
  }

  // "NAME=operation:value".
  void Modify(const std::string& entry) {
    const size_t equals = entry.find('=');
    const size_t colon = entry.find(':', std::min(equals, entry.size()));
    if (colon == std::string::npos) return;
    const std::string name = entry.substr(0, equals);
    const std::string operation = entry.substr(equals + 1, colon - equals - 1);
    const std::string value = entry.substr(colon + 1);
    const std::string old = Value(name);
    const std::string between = old.empty() || operation.starts_with("string") ? "" : operation.starts_with("path") ? ":" : ";";
    if (operation == "reset") changed_.erase(name);
    else if (operation == "set") changed_[name] = value;
    else if (operation == "unset") changed_[name] = std::nullopt;
    else if (operation.ends_with("_append")) changed_[name] = old + between + value;
    else if (operation.ends_with("_prepend")) changed_[name] = value + between + old;
  }

  std::vector<std::string> Entries() const {
    std::vector<std::string> entries;
    for (const auto& [name, value] : changed_) entries.push_back(value ? name + "=" + *value : name);
    return entries;
  }

 private:
  std::string Value(const std::string& name) const {
    if (const auto changed = changed_.find(name); changed != changed_.end()) return changed->second.value_or("");
    const auto found = base_.find(name);
    return found == base_.end() ? "" : found->second;
  }

  std::map<std::string, std::string> base_;
  std::map<std::string, std::optional<std::string>> changed_;
};

// Nothing: it is disabled, or its program is not built.
std::optional<CtestEntry> ReadEntry(const json& test, const std::vector<std::string>& base) {
  CtestEntry entry{.name = Text(Member(test, "name")), .command = Texts(Member(test, "command"))};
  std::map<std::string, json> properties;
  if (const json& list = Member(test, "properties"); list.is_array())
    for (const json& property : list) properties[Text(Member(property, "name"))] = Member(property, "value");
  if (entry.name.empty() || entry.command.empty() || properties["DISABLED"] == true) return std::nullopt;
  entry.directory = Text(properties["WORKING_DIRECTORY"]);
  Changes changes(base);
  for (const std::string& text : Texts(properties["ENVIRONMENT"])) changes.Set(text);
  for (const std::string& text : Texts(properties["ENVIRONMENT_MODIFICATION"])) changes.Modify(text);
  entry.environment = changes.Entries();
  if (const json& processors = properties["PROCESSORS"]; processors.is_number_integer()) entry.cpus = std::clamp(processors.get<int>(), 1, kAlone);
  if (properties["RUN_SERIAL"] == true || !Texts(properties["RESOURCE_LOCK"]).empty()) entry.cpus = kAlone;
  return entry;
}

// Below the root without it, as other programs are named.
std::string Relative(const std::string& path, const std::string& root) {
  const auto relative = std::filesystem::path(path).lexically_relative(std::filesystem::path(root).lexically_normal());
  return relative.empty() || *relative.begin() == ".." ? path : relative.string();
}

model::Result<std::vector<std::string>> Arguments(const config::Config&, const store::Workload& workload) { return workload.arguments; }

model::Result<void> List(const Entry& entry, std::vector<Target>& targets) {
  const std::vector<std::string> arguments = {"ctest", "--test-dir", entry.test.dir, "--show-only=json-v1"};
  auto output = RunGoodListing(entry, arguments);
  if (!output) return std::unexpected(output.error());
  auto tests = ParseCtestList(*output, TargetEnvironment());
  if (!tests) return CannotList(entry, arguments, {{}, *std::move(output)});
  for (CtestEntry& test : *tests) {
    const int cpus = std::max(test.cpus, entry.test.cpus);
    store::Workload workload{test.name, "ctest", Relative(test.command[0], entry.config.root), ""};
    workload.arguments = test.command;
    workload.environment = std::move(test.environment);
    workload.directory = std::move(test.directory);
    workload.cpus = cpus;
    targets.push_back({std::move(workload), std::move(test.command), cpus});
  }
  return {};
}

}  // namespace

std::optional<std::vector<CtestEntry>> ParseCtestList(std::string_view output, const std::vector<std::string>& base) {
  const size_t begin = output.find("{\n");  // Warnings may come before.
  const json listing = begin == std::string_view::npos ? json() : json::parse(output.substr(begin), nullptr, false);
  if (Text(Member(listing, "kind")) != "ctestInfo" || !Member(listing, "tests").is_array()) return std::nullopt;
  std::vector<CtestEntry> entries;
  for (const json& test : Member(listing, "tests"))
    if (auto entry = ReadEntry(test, base)) entries.push_back(*std::move(entry));
  return entries;
}

constexpr Adapter kCtest{.name = "ctest", .has_bodies = false, .any_program = true, .list = List, .arguments = Arguments};

}  // namespace csnake::runner
