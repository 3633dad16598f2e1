// config/library_list.h — faults.library: files and entries. Private to config/.
#pragma once

#include "config/lists.h"

namespace csnake::config {

// Files are relative to csnake.yml.
model::Result<void> ReadLibraryList(Config& config, const YAML::Node& node);

}  // namespace csnake::config
