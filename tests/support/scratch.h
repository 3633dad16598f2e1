// support/scratch.h — a folder of a test's or benchmark's own, gone when it is over.
#pragma once

#include <filesystem>
#include <string>

namespace csnake::support {

class Scratch {
 public:
  // `purpose` is part of its name, for whoever finds one that was left behind by a kill.
  explicit Scratch(const std::string& purpose = "test");
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  // False when it could not be made.
  explicit operator bool() const { return !path_.empty(); }
  const std::filesystem::path& path() const { return path_; }
  std::string Path(const std::string& name) const { return (path_ / name).string(); }
  std::string NewFolder(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace csnake::support
