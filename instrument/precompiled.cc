#include "instrument/precompiled.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace csnake::instrument {
namespace {

namespace fs = std::filesystem;

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// The name of the header is that of the precompiled one without its last ending.
std::string HeaderOf(const std::string& precompiled) { return fs::path(precompiled).replace_extension().string(); }

bool HasPrecompiled(const std::string& header) { return Exists(header + ".pch") || Exists(header + ".gch"); }

// The text with empty lines for the pragmas; empty when there is none.
std::string WithoutSystemPragma(const std::string& header) {
  std::ifstream in(header);
  std::string text;
  bool found = false;
  for (std::string line; std::getline(in, line); text += line + "\n") {
    if (!line.starts_with("#pragma") || !line.ends_with("system_header")) continue;
    line.clear();
    found = true;
  }
  return found ? text : "";
}

// Options that put a copy in the header's place, under its name; none when that is not needed.
std::vector<std::string> Overlay(const std::vector<std::string>& headers, const fs::path& scratch) {
  std::string files;
  for (const std::string& header : headers) {
    const std::string text = fs::path(header).is_absolute() ? WithoutSystemPragma(header) : "";
    if (text.empty()) continue;
    const fs::path copy = scratch / ("header" + std::to_string(files.size()));
    std::ofstream(copy) << text;
    files += (files.empty() ? "" : ", ") + ("{'type': 'file', 'name': '" + header + "', 'external-contents': '" + copy.string() + "'}");
  }
  if (files.empty()) return {};
  const fs::path overlay = scratch / "overlay.yaml";
  std::ofstream(overlay) << "{'version': 0, 'use-external-names': 'false', 'roots': [" << files << "]}\n";
  return {"-ivfsoverlay", overlay.string()};
}

}  // namespace

std::vector<std::string> WithHeaderText(const std::vector<std::string>& arguments, const fs::path& scratch) {
  std::vector<std::string> out;
  std::vector<std::string> headers;  // In order; behind -Xclang the compiler does not look for a precompiled one.
  const auto include = [&headers](const std::string& header) {
    if (std::ranges::find(headers, header) == headers.end()) headers.push_back(header);
  };
  bool precompiled = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const auto at = [&](size_t offset) { return i + offset < arguments.size() ? arguments[i + offset] : std::string(); };
    const bool frontend = at(0) == "-Xclang" && at(2) == "-Xclang";
    const std::string& option = frontend ? at(1) : at(0);
    const std::string value = at(frontend ? 3 : 1);
    if (value.empty() || (option != "-include" && option != "-include-pch")) {
      out.push_back(arguments[i]);
      continue;
    }
    precompiled |= option == "-include-pch" || HasPrecompiled(value);
    include(option == "-include-pch" ? HeaderOf(value) : value);
    i += frontend ? 3 : 1;
  }
  if (!precompiled) return arguments;
  for (const std::string& header : headers) out.insert(out.end(), {"-Xclang", "-include", "-Xclang", header});
  for (std::string& word : Overlay(headers, scratch)) out.push_back(std::move(word));
  return out;
}

}  // namespace csnake::instrument
