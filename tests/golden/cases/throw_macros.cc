#include <cstdio>
#include <stdexcept>

#define THROW_IF(condition, what) \
  do { \
    if (condition) throw std::runtime_error(what); \
  } while (0)
#define CHECK(condition) \
  if (condition) {} else throw std::logic_error("check " #condition)
#define FAIL(what) throw std::runtime_error(what)

static int Use(int n) {
  THROW_IF(n > 10, "large");  // [throw] large
  CHECK(n > 0);  // [throw] check n > 0
  if (n == 7) FAIL("seven");  // [throw] seven
  return n;
}

int main() {
  try {
    std::printf("%d\n", Use(3));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
