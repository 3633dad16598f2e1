// instrument/command_line.h — what a compiler command asks for, and which of its words belong to which step.
//
//   words, response files expanded => Parse() => sources to hook, what is linked => one list of words for each step
//
// Knows the options of clang's driver that take a value; every other word that begins with '-' is an option by itself.
// docs/building.md has the table "command line form => what happens".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csnake::instrument {

enum class Language { kC, kCxx, kPreprocessedC, kPreprocessedCxx };
inline bool IsCxx(Language language) { return language == Language::kCxx || language == Language::kPreprocessedCxx; }
inline bool IsPreprocessed(Language language) { return language == Language::kPreprocessedC || language == Language::kPreprocessedCxx; }

struct Source {
  size_t index = 0;  // Into CommandLine::arguments.
  Language language = Language::kC;
};

enum class Product { kNothing, kProgram, kSharedLibrary };

struct CommandLine {
  std::vector<std::string> arguments;  // Without the program.
  std::vector<Source> sources;         // That can be hooked; empty when all is the compiler's own business.
  std::string output;                  // Of -o; empty when absent.
  bool compile_only = false;           // -c
  Product links = Product::kNothing;   // What the runtime is added to.
  std::string input;                   // The first one.
  std::string left_alone;              // Why sources are not hooked, where the user must be told; else empty.
};

// Replaces each @file by its words, as the compiler does. A file that cannot be read stays a word.
std::vector<std::string> ExpandResponseFiles(std::vector<std::string> arguments);

// `cxx`: the compiler takes .c files for C++, as clang++ does.
CommandLine Parse(std::vector<std::string> arguments, bool cxx = false);

// A try of a configure step (autoconf, CMake, Meson), whose answer must be the compiler's own.
bool IsProbe(std::string_view path);

// Of a source whose object or dependency file is not named: "dir/a.cc" => "a".
std::string Stem(const std::string& path);

// The words for one step on one source, without program, source and output:
//   plain         the whole compilation
//   check         diagnostics only, nothing written
//   preprocess    clang -E: precompiled headers replaced by their text, dependency file and target as a compilation has them
//   compile text  what is left when the preprocessor is done
//   parse text    the language alone
std::vector<std::string> PlainArguments(const CommandLine& command, const Source& source);
std::vector<std::string> CheckArguments(const CommandLine& command);
std::vector<std::string> PreprocessArguments(const CommandLine& command, const Source& source);
std::vector<std::string> CompileArguments(const CommandLine& command);
std::vector<std::string> ParseArguments(const CommandLine& command);

// The link, with the objects that stand for command.sources.
std::vector<std::string> LinkArguments(const CommandLine& command, const std::vector<std::string>& objects);

}  // namespace csnake::instrument
