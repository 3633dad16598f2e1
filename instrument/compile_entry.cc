#include "instrument/compile_entry.h"

#include <filesystem>
#include <fstream>

namespace csnake::instrument {
namespace {

std::string Quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

bool WriteCompileEntries(const CommandLine& command, const std::string& clang) {
  std::string file;
  std::string words = Quoted(clang);
  for (size_t i = 0; i < command.arguments.size(); ++i) {
    if (command.arguments[i] == "-MJ" && i + 1 < command.arguments.size()) file = command.arguments[++i];
    else words += ", " + Quoted(command.arguments[i]);
  }
  if (file.empty()) return true;
  std::ofstream out(file);
  for (const Source& source : command.sources) {
    const std::string& path = command.arguments[source.index];
    out << "{ \"directory\": " << Quoted(std::filesystem::current_path().string()) << ", \"file\": " << Quoted(path)
        << ", \"output\": " << Quoted(command.output.empty() ? Stem(path) + ".o" : command.output) << ", \"arguments\": ["
        << words << "]},\n";
  }
  return out.good();
}

}  // namespace csnake::instrument
