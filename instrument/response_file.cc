// Response files: words apart by white space; quotes and backslashes as the GNU tools read them.
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "instrument/command_line.h"

namespace csnake::instrument {
namespace {

constexpr int kNestingMax = 16;

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;  // Of a word, be it empty: "".
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      word += text[++i];
      inside = true;
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      inside = true;
    } else if (quote == 0 && std::isspace(static_cast<unsigned char>(c))) {
      if (inside) words.push_back(std::exchange(word, ""));
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (inside) words.push_back(word);
  return words;
}

void Append(std::vector<std::string> arguments, int nesting, std::vector<std::string>& out) {
  for (std::string& argument : arguments) {
    std::error_code error;
    const std::string file = argument.starts_with('@') ? argument.substr(1) : "";
    std::ifstream in;
    if (nesting < kNestingMax && !file.empty() && std::filesystem::is_regular_file(file, error)) in.open(file, std::ios::binary);
    if (!in.is_open()) {
      out.push_back(std::move(argument));
      continue;
    }
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Append(Words(text), nesting + 1, out);
  }
}

}  // namespace

std::vector<std::string> ExpandResponseFiles(std::vector<std::string> arguments) {
  std::vector<std::string> out;
  Append(std::move(arguments), 0, out);
  return out;
}

}  // namespace csnake::instrument
