// instrument/diagnostics.h — what the compiler complained about, from its messages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csnake::instrument {

// One error with every place that its message and the notes behind it name, nearest first.
struct CompilerError {
  struct Place {
    std::string file;  // As line markers have it.
    int line = 0;
  };
  std::string message;
  std::vector<Place> places;
};

// Reads messages of the form `file:line:column: error: text`, as clang writes them without colours.
std::vector<CompilerError> ParseErrors(std::string_view messages);

}  // namespace csnake::instrument
