#include "case_file.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

namespace csnake::golden {
namespace {

std::string Trim(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\\") + 1 - begin);
}

// The comments of a line, without their marks.
std::vector<std::string> CommentsOf(const std::string& line) {
  std::vector<std::string> comments;
  for (size_t at = line.find('/'); at != std::string::npos && at + 1 < line.size(); at = line.find('/', at + 1)) {
    if (line[at + 1] != '/' && line[at + 1] != '*') continue;
    const size_t end = std::min({line.find(" //", at + 2), line.find(" /*", at + 2), line.find("*/", at + 2), line.size()});
    comments.push_back(Trim(line.substr(at + 2, end - at - 2)));
    at = end;
    if (line.compare(end, 2, "*/") == 0) ++at;
  }
  return comments;
}

std::optional<int> Number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// "[!throw] words", "[negation=1] text".
bool ReadBracket(const std::string& comment, Expectation& out) {
  const size_t close = comment.find(']');
  if (close == std::string::npos) return false;
  std::string name = comment.substr(1, close - 1);
  out.text = Trim(comment.substr(close + 1));
  if (name.starts_with('!')) {
    out.claim = Claim::kExcluded;
    name.erase(0, 1);
  }
  if (const size_t equals = name.find('='); equals != std::string::npos) {
    const auto value = Number(name.substr(equals + 1));
    if (!value) return false;
    out.value = *value;
    name.resize(equals);
  }
  const auto kind = model::KindFromName(name);
  if (kind) out.kind = *kind;
  return kind.has_value();
}

bool ReadCount(const std::string& text, Claim claim, Expectation& out) {
  const auto count = Number(Trim(text));
  out.claim = claim;
  out.value = count.value_or(0);
  return count.has_value();
}

void ReadComment(const std::string& comment, Expectation out, CaseFile& into) {
  const auto rest = [&](std::string_view word) { return comment.substr(word.size()); };
  bool good = true;
  if (comment.starts_with('[')) good = ReadBracket(comment, out);
  else if (comment.starts_with("iterations ")) good = ReadCount(rest("iterations "), Claim::kIterations, out);
  else if (comment.starts_with("occurs ")) good = ReadCount(rest("occurs "), Claim::kOccurs, out);
  else if (comment.starts_with("inside ")) good = ReadCount(rest("inside "), Claim::kInside, out);
  else if (comment == "paced" || comment == "not paced") out.claim = Claim::kPaced, out.value = comment == "paced";
  else if (comment == "sleeps") out.claim = Claim::kPaced, out.value = static_cast<int>(model::Pause::kAlways);
  else if (comment == "in loop" || comment == "not in loop") out.claim = Claim::kInLoop, out.value = comment == "in loop";
  else if (comment.starts_with("from ")) out.claim = Claim::kFrom, out.text = Trim(rest("from "));
  else if (comment.starts_with("asks ")) out.claim = Claim::kAsks, out.text = Trim(rest("asks "));
  else if (comment.starts_with("when ")) out.claim = Claim::kWhen, out.text = Trim(rest("when "));
  else return;
  if (good) into.expectations.push_back(std::move(out));
  else into.mistakes.push_back(out.file + ":" + std::to_string(out.line) + ": no expectation: " + comment);
}

std::vector<std::string> Words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

void ReadFile(const std::string& folder, const std::string& name, CaseFile& into);

void ReadShared(const std::string& folder, const std::vector<std::string>& names, CaseFile& into) {
  if (names.size() != 1 || !into.shared.empty()) return into.mistakes.push_back("`shared` takes one source");
  ReadFile(folder, names[0], into);
  into.shared = names[0];
  std::erase(into.sources, names[0]);
}

void ReadFile(const std::string& folder, const std::string& name, CaseFile& into) {
  std::ifstream in(folder + "/" + name);
  if (!in) into.mistakes.push_back(name + ": cannot be read");
  if (!name.ends_with(".h") && !name.ends_with(".inc")) into.sources.push_back(name);
  Expectation at;
  at.file = name;
  for (std::string line; std::getline(in, line);) {
    ++at.line;
    if (line.starts_with("/* flags ") && line.ends_with(" */")) line = "// " + line.substr(3, line.size() - 6);  // C89.
    if (line.starts_with("// with "))
      for (const std::string& part : Words(line.substr(8))) ReadFile(folder, part, into);
    else if (line.starts_with("// shared ")) ReadShared(folder, Words(line.substr(10)), into);
    else if (line.starts_with("// loses ")) into.loses = Words(line.substr(9));
    else if (line.starts_with("// config ")) into.config += line.substr(10) + "\n";
    else if (line.starts_with("// flags ")) into.flags = Words(line.substr(9));
    else if (line.starts_with("// library ")) into.library.push_back(line.substr(11));
    else
      for (const std::string& comment : CommentsOf(line)) ReadComment(comment, at, into);
  }
}

}  // namespace

bool IsC(const std::string& path) { return path.ends_with(".c"); }

CaseFile ReadCase(const std::string& folder, const std::string& name) {
  CaseFile file;
  file.flags = {IsC(name) ? "-std=gnu11" : "-std=c++23"};
  ReadFile(folder, name, file);
  return file;
}

}  // namespace csnake::golden
