// An exception in a pointer is an error; where the library declares the type does not matter.
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <variant>

static std::variant<int, std::exception_ptr> Parse(int n) {
  if (n < 0) return std::make_exception_ptr(std::invalid_argument("negative"));  // [error_return] failed
  return n;
}

int main() {
  const auto parsed = Parse(7);
  if (parsed.index() == 0) std::printf("parsed\n");
  else std::printf("failed\n");
}
