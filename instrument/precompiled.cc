#include "instrument/precompiled.h"

#include <algorithm>
#include <filesystem>

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

}  // namespace

std::vector<std::string> WithHeaderText(const std::vector<std::string>& arguments) {
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
  return out;
}

}  // namespace csnake::instrument
