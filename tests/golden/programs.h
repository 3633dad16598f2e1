// golden/programs.h — runs compilers and compiled cases.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/scratch.h"

namespace csnake::golden {

using support::Scratch;

struct Outcome {
  int status = 0;  // Exit code, or 128 + signal.
  std::string out;
  std::string errors;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

// Runs `command` in `scratch`, for at most 60 s. Variables whose name begins with CSNAKE_ are not inherited.
Outcome Execute(const Scratch& scratch, const std::vector<std::string>& command, const Environment& environment = {});

}  // namespace csnake::golden
