// Lambdas that leave the function that made them, and those that own what they hold.
#include <cstdio>
#include <functional>
#include <memory>
#include <stdexcept>

static auto Limit(int most) {
  return [most](int n) {
    if (n > most) throw std::out_of_range("limit");  // [throw] limit
    return n;
  };
}

template <typename F>
static std::function<int(int)> Share(F inner) {
  auto shared = std::make_shared<F>(std::move(inner));
  return [shared](int by) { return (*shared)(by); };
}

static std::function<int(int)> Counter() {
  return Share([held = std::make_unique<int>(0)](int by) mutable -> int {
    if (by < 0) return -1;  // [error_return] counted 3
    return *held += by;
  });
}

static auto Nested(int n) {
  return [n] { return [n](int m) { return [=](int k) { return n * 100 + m * 10 + k; }; }; };
}

int main() {
  try {
    const auto limit = Limit(5);
    const auto count = Counter();
    std::printf("%d\n", limit(3));
    count(2);
    std::printf("counted %d\n", count(3));
    std::printf("%d\n", Nested(1)()(2)(3));
    std::printf("%d\n", [](int n, auto... rest) { return n + (rest + ... + 0); }(1, 2, 3));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
