// golden/programs.h — runs compilers and compiled cases in a folder that is gone afterwards.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace csnake::golden {

class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string Path(const std::string& name) const { return (path_ / name).string(); }
  std::string NewFolder(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

struct Outcome {
  int status = 0;  // Exit code, or 128 + signal.
  std::string out;
  std::string errors;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

// Runs `command` in `scratch`, for at most 60 s. Variables whose name begins with CSNAKE_ are not inherited.
Outcome Execute(const Scratch& scratch, const std::vector<std::string>& command, const Environment& environment = {});

}  // namespace csnake::golden
