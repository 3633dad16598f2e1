#include <cstdio>
#include <stdexcept>

[[nodiscard]] static int Likely(int n) {
  if (n < 0) [[unlikely]] {
    throw std::domain_error("unlikely");  // [throw] unlikely
  }
  if (n > 100) [[unlikely]]
    throw std::domain_error("large");  // [throw] large
  if (n == 50) [[unlikely]] return -1;  // [error_return] got -1
  else [[likely]] return n;
}

static void Spin(int n) {
  while (n > 0) [[likely]] {  // [delay] // iterations 3
    std::printf("%d\n", n--);
  }
#pragma clang loop unroll(disable)
  for (int i = 0; i < n + 3; ++i) {  // [delay] // iterations 3
    std::printf("%d\n", i);
  }
  switch (n) {
    [[likely]] case 0: [[fallthrough]];
    default: [[maybe_unused]] const int unused = 1; break;
  }
}

__attribute__((noinline)) static int Old(int n) {
  if (__builtin_expect(n > 7, 0)) throw std::domain_error("seven");  // [throw] seven
  return n;
}

int main() {
  try {
    std::printf("got %d\n", Likely(1));
    Spin(3);
    std::printf("%d\n", Old(2));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
