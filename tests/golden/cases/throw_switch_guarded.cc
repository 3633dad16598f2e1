// Inside a case the nearest condition is an if there; a condition of the case above does not count.
#include <cstdio>
#include <stdexcept>

static int Run(int kind, int size) {
  switch (kind) {
    case 1:
      if (size > 10) return 10;
      break;
    case 2:
      std::printf("two\n");
      if (size > 100) throw std::length_error("size");  // [throw] size
      break;
    case 3:
      std::printf("three\n");
      throw std::logic_error("kind");  // [throw] kind
  }
  return size;
}

int main() {
  try {
    std::printf("%d\n", Run(2, 5));
    std::printf("%d\n", Run(1, 5));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
