// config/settings.h — the scalar keys as one table. Private to config/.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "config/config.h"

namespace csnake::config {

struct Setting {
  std::string_view key;
  std::string_view environment;  // Empty: none.
  std::string_view expected;     // "a whole number from 1 to 1000".
  bool (*apply)(Config& config, std::string_view text);
  std::string (*print)(const Config& config);
  bool affects_runs;
};

std::span<const Setting> Settings();
const Setting* FindSetting(std::string_view key);

// Keys that hold a list or a map of their own: tests, profiles, project.include, ...
std::span<const std::string_view> ListKeys();

}  // namespace csnake::config
