// A lambda that constant expressions call although nothing marks it so is left alone; others are not.
#include <cstdio>
#include <stdexcept>

static int Use(int n) {
  auto check = [](int m) {  // Constant expressions may call it although nothing marks it so.
    if (m < 0) throw std::domain_error("constant");
    return m + 1;
  };
  static_assert(check(4) == 5);
  auto pick = [](auto m) {
    if (m < 0) return -1;
    return m + 1;
  };
  constexpr int kPicked = pick(4);
  const auto free = [](int m) {
    if (m < 0) throw std::domain_error("free");  // [throw] free
    return m + 2;
  };
  if (n > 90) throw std::out_of_range("use");  // [throw] use
  return check(n) + kPicked + free(n);
}

int main() {
  try {
    std::printf("%d\n", Use(2));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
