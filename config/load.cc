#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "config/config.h"
#include "config/lists.h"
#include "config/nearest.h"
#include "config/settings.h"

namespace csnake::config {
namespace {

using model::Code;
using model::Fail;
using model::Result;

std::vector<std::string_view> AllKeys() {
  std::vector<std::string_view> keys(ListKeys().begin(), ListKeys().end());
  for (const Setting& setting : Settings()) keys.push_back(setting.key);
  return keys;
}

// Names that may follow `prefix`: for "run" they are repeat, jobs, timeout.
std::vector<std::string_view> ChildrenOf(const std::string& prefix) {
  std::set<std::string_view> names;
  for (std::string_view key : AllKeys()) {
    if (!prefix.empty() && !key.starts_with(prefix + ".")) continue;
    if (!prefix.empty()) key.remove_prefix(prefix.size() + 1);
    names.insert(key.substr(0, key.find('.')));
  }
  return {names.begin(), names.end()};
}

Result<void> ReadSetting(Config& config, const Setting& setting, const YAML::Node& node) {
  const std::string text = node.IsScalar() ? node.Scalar() : "";
  if (node.IsScalar() && setting.apply(config, text)) return {};
  return At(config, node.Mark(), std::string(setting.key) + ": expected " + std::string(setting.expected) +
                                     (node.IsScalar() ? ", not \"" + text + "\"" : ""));
}

Result<void> ReadSection(Config& config, const std::string& prefix, const YAML::Node& map) {
  if (map.IsNull()) return {};
  const auto known = ChildrenOf(prefix);
  if (auto good = CheckKeys(config, map, prefix, known); !good) return good;
  for (const auto& entry : map) {
    const std::string key = (prefix.empty() ? "" : prefix + ".") + entry.first.Scalar();
    Result<void> good;
    if (const Setting* setting = FindSetting(key)) good = ReadSetting(config, *setting, entry.second);
    else if (std::ranges::find(ListKeys(), key) != ListKeys().end()) good = ReadList(config, key, entry.second);
    else {
      good = ReadSection(config, key, entry.second);
      if (good) continue;
    }
    if (!good) return good;
    config.origins.insert_or_assign(key, Origin::kFile);
  }
  return {};
}

Result<void> ReadFile(Config& config) {
  std::ifstream stream(config.file);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream)
    return Fail(Code::kUnavailable, "cannot read " + config.file + "; check its permissions");
  try {
    const YAML::Node root = YAML::Load(text.str());
    if (!root.IsMap() || !root["version"])
      return At(config, root.IsDefined() ? root.Mark() : YAML::Mark::null_mark(),
                "expected `version: 1` and sections; see `csnake init`");
    return ReadSection(config, "", root);
  } catch (const YAML::ParserException& error) {
    return At(config, error.mark, "not YAML: " + error.msg);
  } catch (const YAML::Exception& error) {
    return At(config, error.mark, "cannot be read: " + error.msg);
  }
}

Result<void> Override(Config& config, const Setting& setting, const std::string& source, const std::string& text,
                      Origin origin) {
  if (!setting.apply(config, text))
    return Fail(Code::kInvalidArgument,
                source + ": expected " + std::string(setting.expected) + ", not \"" + text + "\"");
  config.origins.insert_or_assign(std::string(setting.key), origin);
  return {};
}

Result<void> ApplyOverrides(Config& config, const Sources& sources) {
  for (const Setting& setting : Settings()) {
    const auto found = sources.environment.find(std::string(setting.environment));
    if (setting.environment.empty() || found == sources.environment.end() || found->second.empty()) continue;
    auto good = Override(config, setting, "environment variable " + found->first, found->second, Origin::kEnvironment);
    if (!good) return good;
  }
  for (const auto& [key, text] : sources.flags) {
    const Setting* setting = FindSetting(key);
    if (setting == nullptr)
      return Fail(Code::kInvalidArgument, "unknown setting \"" + key + "\"" + Suggestion(key, AllKeys()));
    if (auto good = Override(config, *setting, key, text, Origin::kFlag); !good) return good;
  }
  return {};
}

Result<void> CheckRelations(const Config& config) {
  if (config.repeat_max < config.repeat_min)
    return Fail(Code::kInvalidArgument, "run.repeat.max (" + std::to_string(config.repeat_max) +
                                            ") is below run.repeat.min (" + std::to_string(config.repeat_min) + ")");
  if (config.timeout_max_ns < config.timeout_min_ns)
    return Fail(Code::kInvalidArgument, "run.timeout.max (" + FormatDuration(config.timeout_max_ns) +
                                            ") is below run.timeout.min (" + FormatDuration(config.timeout_min_ns) + ")");
  std::set<std::string> names;
  for (const Test& test : config.tests)
    if (!test.name.empty() && !names.insert(test.name).second)
      return Fail(Code::kInvalidArgument, "tests: the name \"" + test.name + "\" is given twice; names must be unique");
  return {};
}

}  // namespace

std::string FindFile(const std::string& directory) {
  std::error_code ignored;
  std::filesystem::path at = std::filesystem::absolute(directory, ignored).lexically_normal();
  while (true) {
    if (std::filesystem::is_regular_file(at / "csnake.yml", ignored)) return at / "csnake.yml";
    if (!at.has_parent_path() || at.parent_path() == at) return "";
    at = at.parent_path();
  }
}

Result<Config> Load(const Sources& sources) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  Config config;
  config.file = sources.file.empty() ? FindFile(sources.directory)
                                     : fs::absolute(fs::path(sources.file), ignored).lexically_normal().string();
  if (!sources.file.empty() && !fs::is_regular_file(config.file, ignored))
    return Fail(Code::kNotFound, "configuration file " + config.file + " does not exist; `csnake init` writes one");
  config.root = ".";
  if (!config.file.empty())
    if (auto good = ReadFile(config); !good) return std::unexpected(good.error());
  if (auto good = ApplyOverrides(config, sources); !good) return std::unexpected(good.error());
  if (auto good = CheckRelations(config); !good) return std::unexpected(good.error());
  const fs::path base =
      config.file.empty() ? fs::absolute(sources.directory, ignored) : fs::path(config.file).parent_path();
  fs::path root = (base / config.root).lexically_normal();
  if (!root.has_filename() && root.has_parent_path() && root != root.root_path()) root = root.parent_path();
  config.root = root.string();
  if (!fs::is_directory(root, ignored))
    return Fail(Code::kInvalidArgument, "project.root: " + config.root + " is not a directory");
  if (config.name.empty()) config.name = root.filename().string();
  return config;
}

}  // namespace csnake::config
