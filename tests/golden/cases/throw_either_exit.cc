// An if whose else leaves, before the throw.
#include <cstdio>
#include <stdexcept>

static int Take(int n) {
  if (n > 10) {
    std::printf("large\n");
  } else {
    return n;
  }
  throw std::length_error("taken");  // [throw] taken
}

int main() {
  try {
    std::printf("%d\n", Take(3));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
