#include "instrument/command_line.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace csnake::instrument {
namespace {

// Options whose value is the next argument.
constexpr std::array<std::string_view, 27> kWithValue = {
    "-o", "-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-isysroot", "-MF", "-MT", "-MQ", "-x",
    "-Xclang", "-Xlinker", "-Xpreprocessor", "-Xassembler", "-L", "-l", "-u", "-T", "-arch", "-target", "-framework", "-z", "-MJ"};

constexpr std::array<std::string_view, 11> kPassThrough = {"-E", "-S", "-M", "-MM", "-fsyntax-only", "--version", "-###", "-v",
                                                            "-dumpmachine", "-dumpversion", "--help"};

bool Any(const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

std::string Extension(const std::string& path) {
  const size_t dot = path.rfind('.');
  return dot == std::string::npos || path.find('/', dot) != std::string::npos ? "" : path.substr(dot + 1);
}

bool IsSource(const std::string& path) { return Extension(path) == "c" || IsCxxSource(path); }

// Keeps the arguments for which `keep(option)` holds, each with its value.
std::vector<std::string> Filter(const CommandLine& command, auto keep) {
  std::vector<std::string> out;
  const auto& a = command.arguments;
  for (size_t i = 0; i < a.size(); ++i) {
    const bool with_value = Any(kWithValue, a[i]) && i + 1 < a.size();
    const bool input = !a[i].starts_with('-');
    if (!input && keep(a[i])) {
      out.push_back(a[i]);
      if (with_value) out.push_back(a[i + 1]);
    }
    if (with_value) ++i;
  }
  return out;
}

bool IsOutput(const std::string& option) { return option == "-c" || option.starts_with("-o") || option.starts_with("-l") || option.starts_with("-L") || option.starts_with("-Wl,"); }

}  // namespace

bool IsCxxSource(const std::string& path) {
  static constexpr std::array<std::string_view, 6> kCxx = {"cc", "cpp", "cxx", "c++", "C", "CPP"};
  return Any(kCxx, Extension(path));
}

CommandLine Parse(std::vector<std::string> arguments) {
  CommandLine command;
  command.arguments = std::move(arguments);
  bool shared = false;
  for (size_t i = 0; i < command.arguments.size(); ++i) {
    const std::string& word = command.arguments[i];
    if (word == "-c") command.compile_only = true;
    // -x names the language of files whose ending says nothing, and @file hides the command: both pass through.
    if (Any(kPassThrough, word) || word.starts_with('@') || word == "-x" || word.starts_with("--print") || word.starts_with("-print"))
      command.passes_through = true;
    if (word == "-shared" || word == "-r" || word == "-nostdlib") shared = true;
    if (word == "-o" && i + 1 < command.arguments.size()) command.output = command.arguments[i + 1];
    else if (word.starts_with("-o") && word.size() > 2) command.output = word.substr(2);
    if (Any(kWithValue, word)) {
      ++i;
    } else if (!word.starts_with('-')) {
      command.has_inputs = true;
      if (IsSource(word)) command.sources.push_back(i);
    }
  }
  command.links_executable = !command.compile_only && !command.passes_through && !shared && command.has_inputs;
  return command;
}

std::vector<std::string> PreprocessArguments(const CommandLine& command) {
  return Filter(command, [](const std::string& option) { return !IsOutput(option); });
}

std::vector<std::string> CompileArguments(const CommandLine& command) {
  return Filter(command, [](const std::string& option) {
    static constexpr std::array<std::string_view, 8> kPreprocessor = {"-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-MF", "-MT", "-MQ"};
    return !IsOutput(option) && !Any(kPreprocessor, option) && !option.starts_with("-M") && !option.starts_with("-D") &&
           !option.starts_with("-U") && !option.starts_with("-I") && !option.starts_with("-Wp,");
  });
}

}  // namespace csnake::instrument
