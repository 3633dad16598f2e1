// instrument/process.h — programs, files and scratch space that the steps of a compilation share.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace csnake::instrument {

// Of an environment variable; empty when it is not set.
std::string Environment(const char* name);

// Runs a program, its stderr in the file `errors` when one is named. Returns its exit code, 128 + signal, or 127 when it
// cannot be started (with a message that names the remedy).
int Spawn(std::vector<std::string> command, const std::string& errors = "");

// Empty when it cannot be read.
std::string ReadFile(const std::filesystem::path& path);

// A directory that is gone when the wrapper is. `path` is empty when none could be made.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace csnake::instrument
