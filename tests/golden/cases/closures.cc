// Closures, classes and arrays are as large as without hooks.
#include <cstdio>
#include <stdexcept>

static int Sizes(int n) {
  int a = n;
  long b = n;
  const auto none = [](int m) {
    if (m > 5) throw std::out_of_range("none");  // [throw] none
    return m;
  };
  const auto one = [&a](int m) {
    for (int i = 0; i < m; ++i) std::printf("%d ", a);  // [delay]
    return a;
  };
  const auto all = [=] {
    if (a > 5 || b > 5) throw std::out_of_range("all");  // [throw] all
    return a + b;
  };
  struct Local {
    int value;
    int Get() const {
      if (value > 5) throw std::out_of_range("local");  // [throw] local
      return value;
    }
  };
  int (*plain)(int) = none;
  std::printf("%zu %zu %zu %zu %d\n", sizeof none, sizeof one, sizeof all, sizeof(Local), plain(1));
  return one(1) + static_cast<int>(all()) + Local{n}.Get();
}

int main() {
  try {
    std::printf("%d\n", Sizes(1));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
