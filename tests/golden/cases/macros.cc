#include <cstdio>
#include <stdexcept>

#define REQUIRE(condition) if (!(condition)) throw std::logic_error("require " #condition)
#define CHECK_OR(condition, value) \
  do { \
    if (!(condition)) return value; \
  } while (0)
#define FOR_EACH(i, n) for (int i = 0; i < (n); ++i)

static int Divide(int a, int b) {
  REQUIRE(b != 0);  // [throw] require b != 0
  return a / b;
}

static int Open(int handle) {
  CHECK_OR(handle >= 0, -1);  // [error_return] open -1
  return handle + 1;
}

#define GETTER(name, value) \
  static int name() { \
    if (value < 0) throw std::logic_error("no"); \
    return value; \
  }
GETTER(Seven, 7)  // [throw] no

int main() {
  try {
    std::printf("%d\n", Divide(6, 3));
    std::printf("open %d\n", Open(4));
    FOR_EACH(i, Divide(6, 2)) std::printf("%d\n", i);  // [delay] // iterations 3
    FOR_EACH(j, Divide(4, 2)) {  // [delay]
      std::printf("%d\n", j);
    }
    std::printf("%d\n", Seven());
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
