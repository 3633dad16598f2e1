#include <cstdio>
#include <expected>
#include <memory>
#include <optional>
#include <string>

enum class Error { kNone, kParse, kRange };

static std::optional<int> Digit(char c) {
  if (c < '0' || c > '9') return std::nullopt;  // [error_return] no digit
  return c - '0';
}

static std::optional<int> Braces(char c) {
  if (c == 'x') return {};  // [error_return] no braces
  return c;
}

static std::expected<int, Error> Number(const std::string& text) {
  if (text.empty()) return std::unexpected(Error::kParse);  // [error_return] error 1
  int value = 0;
  for (const char c : text) {  // [delay] // iterations 2
    const auto digit = Digit(c);
    if (!digit) return std::unexpected(Error::kParse);  // [error_return] error 1
    value = value * 10 + *digit;
  }
  return value;
}

static std::unique_ptr<int> Make(int n) {
  if (n > 100) return nullptr;  // [error_return] no memory
  return std::make_unique<int>(n);
}

int main() {
  std::printf("%s\n", Digit('7') ? "digit" : "no digit");
  std::printf("%s\n", Braces('7') ? "braces" : "no braces");
  const auto number = Number("42");
  if (number) std::printf("%d\n", *number);
  else std::printf("error %d\n", static_cast<int>(number.error()));
  std::printf("%s\n", Make(1) ? "made" : "no memory");
}
