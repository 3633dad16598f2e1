// A Result<T> of the target, made from an error type of its own.
#include <cstdio>
#include <string>
#include <utility>

namespace kv {

class Error {
 public:
  Error(int code, std::string message) : code_(code), message_(std::move(message)) {}
  int code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  int code_;
  std::string message_;
};

template <typename T>
class Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)), good_(false) {}
  explicit operator bool() const { return good_; }
  const T& value() const { return value_; }
  const Error& error() const { return error_; }

 private:
  T value_{};
  Error error_{0, ""};
  bool good_ = true;
};

static Result<int> Parse(const std::string& text) {
  if (text.empty()) return Error(1, "empty");  // [error_return] parse: empty
  return static_cast<int>(text.size());
}

static Result<std::string> Double(const std::string& text) {
  const Result<int> parsed = Parse(text);
  if (!parsed) return parsed.error();
  if (parsed.value() > 100) return Error{2, "long"};  // [error_return] double: long
  return text + text;
}

}  // namespace kv

int main() {
  const auto parsed = kv::Parse("abc");
  std::printf("parse: %s\n", parsed ? "3" : parsed.error().message().c_str());
  const auto doubled = kv::Double("abc");
  std::printf("double: %s\n", doubled ? doubled.value().c_str() : doubled.error().message().c_str());
}
