// Lambdas of variables and members outside functions.
#include <cstdio>
#include <functional>
#include <stdexcept>

namespace kv {

const std::function<int(int)> kCheck = [](int n) {
  if (n > 10) throw std::out_of_range("check");  // [throw] check // from main
  return n;
};

static auto twice = [](int n) {
  if (n > 10) return -1;  // [error_return] twice -1
  return 2 * n;
};

struct Table {
  std::function<int(int)> at = [this](int n) {
    if (n >= size) throw std::length_error("table");  // [throw] table
    return n;
  };
  int size = 5;
  static inline const std::function<bool(int)> kOdd = [](int n) { return n % 2 != 0; };
};

}  // namespace kv

int main() {
  try {
    std::printf("%d\n", kv::kCheck(1));
    std::printf("twice %d\n", kv::twice(1));
    std::printf("%d\n", kv::Table().at(1));
    std::printf("%d\n", kv::Table::kOdd(1) ? 1 : 0);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
