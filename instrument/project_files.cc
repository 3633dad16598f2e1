#include "instrument/project_files.h"

#include <algorithm>
#include <filesystem>

#include "config/glob.h"
#include "instrument/process.h"

namespace csnake::instrument {

namespace fs = std::filesystem;

model::Result<ProjectFiles> ProjectFiles::Find(const std::string& source) {
  config::Sources sources;
  sources.file = Environment("CSNAKE_CONFIG");
  sources.directory = fs::current_path().string();
  if (sources.file.empty() && config::FindFile(sources.directory).empty() && !source.empty())
    sources.directory = fs::absolute(source).parent_path().string();
  auto config = config::Load(sources);
  if (!config) return std::unexpected(config.error());
  return ProjectFiles(*std::move(config));
}

std::optional<std::string> ProjectFiles::Relative(const std::string& file) const {
  if (file.empty() || file.starts_with('<')) return std::nullopt;
  const fs::path path = fs::absolute(file).lexically_normal();
  if (config_.file.empty()) return path.string();
  const std::string relative = path.lexically_relative(config_.root).string();
  if (relative.empty() || relative.starts_with("..")) return std::nullopt;
  return relative;
}

bool ProjectFiles::Named(const std::string& file) const {
  if (file.empty() || file.starts_with('<')) return false;
  const std::string path = fs::absolute(file).lexically_normal().string();
  return !config::Matches(config_.exclude, path) && std::ranges::any_of(config_.include, [&](const std::string& pattern) {
    return pattern.starts_with('/') && config::MatchesGlob(pattern, path);
  });
}

bool ProjectFiles::Included(const std::string& file) const {
  const auto relative = Relative(file);
  if (!relative) return Named(file);
  return config::Matches(config_.include, *relative) && !config::Matches(config_.exclude, *relative);
}

bool ProjectFiles::Excluded(const std::string& file) const {
  const auto relative = Relative(file);
  return relative && config::Matches(config_.exclude, *relative);
}

}  // namespace csnake::instrument
