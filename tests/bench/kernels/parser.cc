// A recursive descent parser of JSON that reports errors by value.
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kernels.h"
#include "random.h"

namespace csnake::bench::KERNELS_VARIANT {
namespace {

enum class Error { kNone, kEnd, kCharacter, kDepth, kNumber };

struct Node {
  enum class Type { kNull, kBool, kNumber, kText, kList, kObject } type = Type::kNull;
  double number = 0;
  std::string text;
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> children;
};

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Error Parse(Node& node) {
    if (const Error error = ParseValue(node, 0); error != Error::kNone) return error;
    SkipSpace();
    return AtEnd() ? Error::kNone : Error::kCharacter;
  }

 private:
  bool AtEnd() const { return at_ >= text_.size(); }

  void SkipSpace() {
    while (!AtEnd() && IsSpace(text_[at_])) ++at_;
  }

  Error Expect(char c) {
    SkipSpace();
    if (AtEnd()) return Error::kEnd;
    if (text_[at_] != c) return Error::kCharacter;
    ++at_;
    return Error::kNone;
  }

  Error ParseValue(Node& node, int depth) {
    if (depth > 64) return Error::kDepth;
    SkipSpace();
    if (AtEnd()) return Error::kEnd;
    switch (text_[at_]) {
      case '{': return ParseMembers(node, Node::Type::kObject, '}', depth);
      case '[': return ParseMembers(node, Node::Type::kList, ']', depth);
      case '"': node.type = Node::Type::kText; return ParseText(node.text);
      case 't': node.type = Node::Type::kBool; node.number = 1; return ParseWord("true");
      case 'f': node.type = Node::Type::kBool; return ParseWord("false");
      case 'n': return ParseWord("null");
      default: node.type = Node::Type::kNumber; return ParseNumber(node.number);
    }
  }

  Error ParseMembers(Node& node, Node::Type type, char close, int depth) {
    node.type = type;
    ++at_;
    if (Expect(close) == Error::kNone) return Error::kNone;
    for (;;) {
      auto& [name, child] = node.children.emplace_back();
      if (type == Node::Type::kObject) {
        SkipSpace();
        if (const Error error = ParseText(name); error != Error::kNone) return error;
        if (const Error error = Expect(':'); error != Error::kNone) return error;
      }
      child = std::make_unique<Node>();
      if (const Error error = ParseValue(*child, depth + 1); error != Error::kNone) return error;
      if (Expect(',') == Error::kNone) continue;
      return Expect(close);
    }
  }

  Error ParseText(std::string& text) {
    if (AtEnd()) return Error::kEnd;
    if (text_[at_] != '"') return Error::kCharacter;
    const size_t begin = ++at_;
    while (!AtEnd() && text_[at_] != '"') {
      if (text_[at_] == '\\') ++at_;
      ++at_;
    }
    if (AtEnd()) return Error::kEnd;
    text.assign(text_.substr(begin, at_++ - begin));
    return Error::kNone;
  }

  Error ParseWord(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return Error::kCharacter;
    at_ += word.size();
    return Error::kNone;
  }

  Error ParseNumber(double& number) {
    const bool negative = text_[at_] == '-';
    if (negative) ++at_;
    if (AtEnd() || !IsDigit(text_[at_])) return Error::kNumber;
    double value = 0, unit = 1;
    while (!AtEnd() && IsDigit(text_[at_])) value = value * 10 + (text_[at_++] - '0');
    if (!AtEnd() && text_[at_] == '.') {
      ++at_;
      while (!AtEnd() && IsDigit(text_[at_])) value += (text_[at_++] - '0') * (unit /= 10);
    }
    number = negative ? -value : value;
    return Error::kNone;
  }

  std::string_view text_;
  size_t at_ = 0;
};

std::string MakeDocument() {
  Random random(3);
  std::string text = "[\n";
  for (int i = 0; i < 1'000; ++i) {
    if (i > 0) text += ",\n";
    text += "  {\"id\": " + std::to_string(i) + ", \"name\": \"block number " + std::to_string(random.Below(100'000)) +
            "\", \"size\": " + std::to_string(random.Below(65'536)) + ".25, \"replicas\": [" + std::to_string(random.Below(9)) +
            ", " + std::to_string(random.Below(9)) + "], \"sealed\": " + (random.Below(2) ? "true" : "false") + ", \"owner\": null}";
  }
  return text + "\n]\n";
}

uint64_t Sum(const Node& node) {
  uint64_t sum = static_cast<uint64_t>(node.number * 4) + node.text.size();
  for (const auto& [name, child] : node.children) sum = sum * 31 + name.size() + Sum(*child);
  return sum;
}

}  // namespace

uint64_t Parser() {
  static const std::string document = MakeDocument();
  Node root;
  Reader reader(document);
  if (reader.Parse(root) != Error::kNone) throw std::runtime_error("cannot parse");
  return Sum(root);
}

}  // namespace csnake::bench::KERNELS_VARIANT
