// config/lists.h — keys that hold lists or maps, and errors with a position. Private to config/; the only header that
// shows yaml-cpp.
#pragma once

#include <yaml-cpp/yaml.h>

#include <span>
#include <string>
#include <string_view>

#include "config/config.h"

namespace csnake::config {

// `file:line:column: what`, with code kInvalidArgument.
std::unexpected<model::Error> At(const Config& config, const YAML::Mark& mark, const std::string& what);

// Errors: an unknown key (with the nearest of `known`), a key given twice, a node that is not a map.
model::Result<void> CheckKeys(const Config& config, const YAML::Node& map, std::string_view where,
                              std::span<const std::string_view> known);

// Reads the value of one of ListKeys().
model::Result<void> ReadList(Config& config, std::string_view key, const YAML::Node& node);

}  // namespace csnake::config
