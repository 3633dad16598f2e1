#include <cstdio>
#include <stdexcept>
#include <string>
#include <type_traits>

template <typename T>
static std::string Show(T value) {  // [delay]
  if constexpr (std::is_integral_v<T>) {
    if (value < 0) throw std::domain_error("negative");  // [throw] negative
    return std::to_string(value);
  } else if constexpr (std::is_pointer_v<T>) {
    if (!value) throw std::domain_error("null");  // [throw] null
    return "*" + Show(*value);
  } else {
    return "?";
  }
}

// Used in constant expressions: left alone, throw and loop included.
constexpr int Factorial(int n) {
  if (n < 0) throw std::domain_error("factorial");
  int product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

consteval int Square(int n) { return n * n; }

constexpr int Both(int n) {
  if consteval {
    return n;
  } else {
    return n + 1;
  }
}

static_assert(Factorial(4) == 24, "throw std::domain_error(\"in a message\"); for (;;) {}");

static int Pick(int n) {
  static constexpr int kTable[Factorial(3)] = {1, 2, 3, 4, 5, 6};
  if (n >= Factorial(3)) throw std::out_of_range("pick");  // [throw] pick
  switch (n) {
    case Factorial(2): return 0;
    default: return kTable[n];
  }
}

int main() {
  try {
    const int n = 3;
    std::printf("%s %s %s\n", Show(1).c_str(), Show(&n).c_str(), Show(0.5).c_str());
    std::printf("%d %d %d %d\n", Factorial(5), Square(3), Both(1), Pick(3));
    if constexpr (sizeof(int) == 4) std::printf("four\n");
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
