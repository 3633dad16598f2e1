#include <cstdio>
#include <string>
#include <system_error>
#include <variant>

struct Failure {
  std::string what;
  const std::string& message() const { return what; }
};

static std::variant<int, Failure> Parse(const std::string& text) {
  if (text.empty()) return Failure{"empty"};  // [error_return] parse empty
  return static_cast<int>(text.size());
}

static std::variant<std::string, std::error_code> Read(int handle) {
  if (handle > 5) return std::make_error_code(std::errc::io_error);  // [error_return] read error
  return std::string("text");
}

int main() {
  const auto parsed = Parse("abc");
  std::printf("parse %s\n", parsed.index() == 0 ? "3" : std::get<1>(parsed).message().c_str());
  std::printf("read %s\n", Read(1).index() == 0 ? "text" : "error");
}
