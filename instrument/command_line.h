// instrument/command_line.h — what a compiler command asks for, as far as the wrapper must know it.
#pragma once

#include <string>
#include <vector>

namespace csnake::instrument {

struct CommandLine {
  std::vector<std::string> arguments;   // As given, without the program.
  std::vector<size_t> sources;          // Indices of C and C++ source files.
  std::string output;                   // Of -o; empty when absent.
  bool compile_only = false;            // -c
  bool passes_through = false;          // Asks for something that the wrapper has no part in: -E, -S, --version ...
  bool links_executable = false;        // The last step makes a program.
  bool has_inputs = false;
};

CommandLine Parse(std::vector<std::string> arguments);

bool IsCxxSource(const std::string& path);

// The command without what belongs to one step only.
// Preprocessing: no -c, -o, other inputs. Compiling preprocessed text: also no -include, -M*, -D, -I.
std::vector<std::string> PreprocessArguments(const CommandLine& command);
std::vector<std::string> CompileArguments(const CommandLine& command);

}  // namespace csnake::instrument
