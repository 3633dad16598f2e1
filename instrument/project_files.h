// instrument/project_files.h — whose file is it: what csnake.yml says of a path.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "model/status.h"

namespace csnake::instrument {

class ProjectFiles {
 public:
  // Of the csnake.yml that CSNAKE_CONFIG names, or the nearest one above the working directory, or above `source`.
  // Errors: those of config::Load().
  static model::Result<ProjectFiles> Find(const std::string& source);

  // Of csnake.yml; empty when there is none.
  const std::string& file() const { return config_.file; }
  // Relative to project.root, or nullopt when outside. Without a csnake.yml everything is inside, by its absolute path.
  std::optional<std::string> Relative(const std::string& file) const;
  // Whether its code gets fault points: it matches project.include and not project.exclude.
  bool Included(const std::string& file) const;
  // Whether a pattern of project.include that is an absolute path matches it: the way to hook files outside of
  // project.root, system headers among them.
  bool Named(const std::string& file) const;
  // Whether it matches project.exclude; not even test bodies are hooked then.
  bool Excluded(const std::string& file) const;
  // faults.error_types
  const std::vector<std::string>& error_types() const { return config_.error_types; }
  // The entries of faults.library.
  const std::vector<config::LibraryCall>& library() const { return config_.library; }

 private:
  explicit ProjectFiles(config::Config config) : config_(std::move(config)) {}
  config::Config config_;
};

}  // namespace csnake::instrument
