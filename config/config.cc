#include "config/config.h"

#include <unistd.h>

#include "config/settings.h"
#include "model/ids.h"

namespace csnake::config {
namespace {

std::string Join(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : ", ") + item;
  return "[" + text + "]";
}

std::string Print(const Test& test) {
  std::string text = test.adapter;
  if (!test.name.empty()) text += " " + test.name;
  if (!test.binary.empty()) text += " " + test.binary;
  if (!test.dir.empty()) text += " " + test.dir;
  if (!test.run.empty()) text += " " + Join(test.run);
  return test.cpus == 1 ? text : text + " cpus=" + std::to_string(test.cpus);
}

std::vector<Effective> Lists(const Config& config) {
  std::vector<Effective> all;
  const auto add = [&](const char* key, std::string value) {
    const auto origin = config.origins.find(key);
    all.push_back({key, std::move(value), origin == config.origins.end() ? Origin::kDefault : origin->second, ""});
  };
  add("project.include", Join(config.include));
  add("project.exclude", Join(config.exclude));
  std::vector<std::string> tests;
  for (const Test& test : config.tests) tests.push_back(Print(test));
  add("tests", Join(tests));
  add("faults.error_types", Join(config.error_types));
  std::vector<std::string> exclusions;
  for (const Exclusion& e : config.exclusions) exclusions.push_back(e.function + (e.file.empty() ? "" : "@" + e.file));
  add("faults.exclude", Join(exclusions));
  std::vector<std::string> library;
  for (const LibraryCall& call : config.library) library.insert(library.end(), call.calls.begin(), call.calls.end());
  add("faults.library", Join(library));
  add("gate.fail_on", Join(config.fail_on));
  std::vector<std::string> profiles;
  for (const auto& [name, profile] : config.profiles)
    profiles.push_back(name + ": " + FormatBudget(profile.budget) +
                       (profile.changed_since.empty() ? "" : " since " + profile.changed_since));
  add("profiles", Join(profiles));
  return all;
}

}  // namespace

std::string_view ToName(Origin origin) {
  switch (origin) {
    case Origin::kDefault: return "default";
    case Origin::kFile: return "file";
    case Origin::kEnvironment: return "environment";
    case Origin::kFlag: return "flag";
  }
  return "unknown";
}

std::map<std::string, std::string> CurrentEnvironment() {
  std::map<std::string, std::string> variables;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view entry = *at;
    const size_t equals = entry.find('=');
    if (entry.starts_with("CSNAKE_") && equals != std::string_view::npos)
      variables.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return variables;
}

std::vector<Effective> Explain(const Config& config) {
  std::vector<Effective> all;
  for (const Setting& setting : Settings()) {
    const auto origin = config.origins.find(setting.key);
    all.push_back({std::string(setting.key), setting.print(config),
                   origin == config.origins.end() ? Origin::kDefault : origin->second, std::string(setting.environment)});
  }
  for (Effective& list : Lists(config)) all.push_back(std::move(list));
  return all;
}

uint64_t HashOf(const Config& config) {
  uint64_t hash = model::kHashSeed;
  for (const Setting& setting : Settings())
    if (setting.affects_runs) hash = model::Hash(setting.print(config), model::Hash(setting.key, hash));
  for (const Test& test : config.tests) hash = model::Hash(Print(test), hash);
  return hash;
}

}  // namespace csnake::config
