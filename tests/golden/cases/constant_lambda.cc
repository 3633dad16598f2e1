// Lambdas that a constant expression calls are left alone, others are not.
#include <array>
#include <cstdio>
#include <stdexcept>

static int Use(int n) {
  constexpr auto kCheck = [](int m) {
    if (m < 0) throw std::domain_error("constant");
    int sum = 0;
    for (int i = 0; i < m; ++i) sum += i;
    return sum;
  };
  static_assert(kCheck(4) == 6);
  std::array<int, [](int m) { return m < 0 ? -1 : m + 1; }(2)> values = {1, 2, 3};
  const auto check = [&values](int m) {
    if (m > 2) throw std::out_of_range("index");  // [throw] index
    return values[static_cast<size_t>(m)];
  };
  return kCheck(n) + check(n);
}

int main() {
  try {
    std::printf("%d\n", Use(2));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
