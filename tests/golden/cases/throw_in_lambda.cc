#include <cstdio>
#include <functional>
#include <stdexcept>

static int Twice(const std::function<int(int)>& f, int n) { return f(f(n)); }

int main() {
  int limit = 10;
  try {
    std::printf("%d\n", Twice([limit](int n) {
      if (n > limit) throw std::overflow_error("limit");  // [throw] limit
      return n + 1;
    }, 3));
    const auto generic = [](auto value) {
      if (value < 0) throw std::underflow_error("below");  // [throw] below
      return value;
    };
    std::printf("%d %g\n", generic(1), generic(2.5));
    // A lambda in a lambda, two on a line.
    const auto outer = [](int n) {
      const auto inner = [n] { if (n == 5) throw std::runtime_error("five"); return n; };  // [throw] five
      return inner();
    };
    std::printf("%d\n", outer(4));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
