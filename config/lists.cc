#include "config/lists.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "config/library_list.h"
#include "config/nearest.h"

namespace csnake::config {
namespace {

using model::Result;

constexpr std::array<std::string_view, 6> kAdapters = {"gtest", "catch2", "doctest", "boost", "ctest", "command"};
constexpr std::array<std::string_view, 4> kFailOn = {"new-confirmed", "new-sustaining", "new-plausible", "new-damped"};

Result<std::string> Scalar(const Config& config, const YAML::Node& node, std::string_view where) {
  if (!node.IsScalar()) return At(config, node.Mark(), std::string(where) + ": expected one value, not a list or map");
  return node.Scalar();
}

Result<std::vector<std::string>> Strings(const Config& config, const YAML::Node& node, std::string_view where) {
  if (node.IsScalar()) return std::vector{node.Scalar()};
  if (!node.IsSequence()) return At(config, node.Mark(), std::string(where) + ": expected a list, such as [a, b]");
  std::vector<std::string> list;
  for (const YAML::Node& item : node) {
    auto text = Scalar(config, item, where);
    if (!text) return std::unexpected(text.error());
    list.push_back(*std::move(text));
  }
  return list;
}

Result<void> ReadOptional(const Config& config, const YAML::Node& map, const char* key, std::string& out) {
  const YAML::Node node = map[key];
  if (!node) return {};
  auto text = Scalar(config, node, key);
  if (!text) return std::unexpected(text.error());
  if (text->empty()) return At(config, node.Mark(), std::string(key) + ": expected a value");
  out = *std::move(text);
  return {};
}

Result<void> CheckTest(const Config& config, const Test& test, const YAML::Node& node) {
  if (std::ranges::find(kAdapters, test.adapter) == kAdapters.end())
    return At(config, node.Mark(),
              "tests: unknown adapter \"" + test.adapter + "\"" + Suggestion(test.adapter, kAdapters));
  if (test.adapter == "command" && (test.name.empty() || test.run.empty()))
    return At(config, node.Mark(), "tests: adapter command needs name and run, such as run: [\"scripts/failover.sh\"]");
  if (test.adapter == "ctest" && test.dir.empty())
    return At(config, node.Mark(), "tests: adapter ctest needs dir: the build folder in which ctest lists the tests, such as build");
  if (test.adapter != "ctest" && !test.dir.empty()) return At(config, node.Mark(), "tests: only adapter ctest has dir; the others run in project.root");
  if (test.adapter != "command" && test.adapter != "ctest" && test.binary.empty())
    return At(config, node.Mark(), "tests: adapter " + test.adapter + " needs binary: the test program's path");
  return {};
}

Result<Test> ReadTest(const Config& config, const YAML::Node& node) {
  static constexpr std::array<std::string_view, 6> kKeys = {"adapter", "name", "binary", "dir", "run", "cpus"};
  if (auto good = CheckKeys(config, node, "tests", kKeys); !good) return std::unexpected(good.error());
  Test test;
  for (const auto& [key, out] : {std::pair<const char*, std::string*>{"adapter", &test.adapter},
                                 {"name", &test.name},
                                 {"binary", &test.binary},
                                 {"dir", &test.dir}})
    if (auto good = ReadOptional(config, node, key, *out); !good) return std::unexpected(good.error());
  if (node["run"]) {
    auto run = Strings(config, node["run"], "run");
    if (!run) return std::unexpected(run.error());
    test.run = *std::move(run);
  }
  if (const YAML::Node cpus = node["cpus"]) {
    const std::string text = cpus.IsScalar() ? cpus.Scalar() : "";
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), test.cpus);
    if (error != std::errc() || end != text.data() + text.size() || test.cpus < 1 || test.cpus > 1024)
      return At(config, cpus.Mark(), "cpus: expected a whole number from 1 to 1024");
  }
  if (auto good = CheckTest(config, test, node); !good) return std::unexpected(good.error());
  return test;
}

Result<Exclusion> ReadExclusion(const Config& config, const YAML::Node& node) {
  static constexpr std::array<std::string_view, 3> kKeys = {"function", "file", "reason"};
  if (auto good = CheckKeys(config, node, "faults.exclude", kKeys); !good) return std::unexpected(good.error());
  Exclusion exclusion;
  for (const auto& [key, out] : {std::pair<const char*, std::string*>{"function", &exclusion.function},
                                 {"file", &exclusion.file},
                                 {"reason", &exclusion.reason}})
    if (auto good = ReadOptional(config, node, key, *out); !good) return std::unexpected(good.error());
  if (exclusion.function.empty() && exclusion.file.empty())
    return At(config, node.Mark(), "faults.exclude: needs function or file");
  if (exclusion.reason.empty()) return At(config, node.Mark(), "faults.exclude: needs a reason");
  return exclusion;
}

Result<Profile> ReadProfile(const Config& config, const YAML::Node& node) {
  static constexpr std::array<std::string_view, 2> kKeys = {"budget", "changed_since"};
  if (auto good = CheckKeys(config, node, "profiles", kKeys); !good) return std::unexpected(good.error());
  Profile profile;
  std::string text;
  if (auto good = ReadOptional(config, node, "budget", text); !good) return std::unexpected(good.error());
  if (!text.empty()) {
    const auto budget = ParseBudget(text);
    if (!budget)
      return At(config, node["budget"].Mark(), "budget: expected 500runs, 30m or 500runs/30m, not \"" + text + "\"");
    profile.budget = *budget;
  }
  if (auto good = ReadOptional(config, node, "changed_since", profile.changed_since); !good)
    return std::unexpected(good.error());
  return profile;
}

template <typename Item>
Result<void> ReadItems(const Config& config, const YAML::Node& node, std::string_view key,
                       Result<Item> (*read)(const Config&, const YAML::Node&), std::vector<Item>& out) {
  if (!node.IsSequence()) return At(config, node.Mark(), std::string(key) + ": expected a list, one entry after a dash");
  for (const YAML::Node& child : node) {
    auto item = read(config, child);
    if (!item) return std::unexpected(item.error());
    out.push_back(*std::move(item));
  }
  return {};
}

Result<void> ReadProfiles(Config& config, const YAML::Node& node) {
  if (!node.IsMap()) return At(config, node.Mark(), "profiles: expected a map from names to budgets");
  for (const auto& entry : node) {
    auto profile = ReadProfile(config, entry.second);
    if (!profile) return std::unexpected(profile.error());
    if (!config.profiles.emplace(entry.first.Scalar(), *std::move(profile)).second)
      return At(config, entry.first.Mark(), "profiles: \"" + entry.first.Scalar() + "\" is given twice");
  }
  return {};
}

Result<void> ReadStrings(Config& config, std::string_view key, const YAML::Node& node) {
  auto list = Strings(config, node, key);
  if (!list) return std::unexpected(list.error());
  if (key == "project.include") config.include = *std::move(list);
  if (key == "project.exclude") config.exclude = *std::move(list);
  if (key == "faults.error_types") config.error_types = *std::move(list);
  if (key != "gate.fail_on") return {};
  for (const std::string& value : *list)
    if (std::ranges::find(kFailOn, value) == kFailOn.end())
      return At(config, node.Mark(), "gate.fail_on: unknown value \"" + value + "\"" + Suggestion(value, kFailOn));
  config.fail_on = *std::move(list);
  return {};
}

}  // namespace

std::unexpected<model::Error> At(const Config& config, const YAML::Mark& mark, const std::string& what) {
  std::string text = config.file + ":";
  if (!mark.is_null()) text += std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1) + ":";
  return model::Fail(model::Code::kInvalidArgument, text + " " + what);
}

Result<void> CheckKeys(const Config& config, const YAML::Node& map, std::string_view where,
                       std::span<const std::string_view> known) {
  const std::string prefix = where.empty() ? "" : std::string(where) + ": ";
  if (!map.IsMap()) return At(config, map.Mark(), prefix + "expected keys with values");
  std::set<std::string> seen;
  for (const auto& entry : map) {
    if (!entry.first.IsScalar()) return At(config, entry.first.Mark(), prefix + "a key must be one word");
    const std::string& key = entry.first.Scalar();
    if (std::ranges::find(known, key) == known.end())
      return At(config, entry.first.Mark(), prefix + "unknown key \"" + key + "\"" + Suggestion(key, known));
    if (!seen.insert(key).second) return At(config, entry.first.Mark(), prefix + "key \"" + key + "\" is given twice");
  }
  return {};
}

Result<void> ReadList(Config& config, std::string_view key, const YAML::Node& node) {
  if (key == "tests") return ReadItems(config, node, key, ReadTest, config.tests);
  if (key == "faults.exclude") return ReadItems(config, node, key, ReadExclusion, config.exclusions);
  if (key == "faults.library") return ReadLibraryList(config, node);
  if (key == "profiles") return ReadProfiles(config, node);
  if (key != "version") return ReadStrings(config, key, node);
  if (node.IsScalar() && node.Scalar() == "1") return {};
  return At(config, node.Mark(), "version: this csnake reads version 1 only");
}

}  // namespace csnake::config
