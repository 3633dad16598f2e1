// Throws in the handlers of a function try block, of a constructor and of a function.
#include <cstdio>
#include <stdexcept>

static int Parse(int n) {
  if (n > 100) throw std::out_of_range("parse");  // [throw]
  return n;
}

static int Load(int n) try {
  return Parse(n);
} catch (const std::out_of_range& e) {
  std::printf("wrapped %s\n", e.what());
  return -1;  // [error_return]
}

int main() {
  std::printf("%d\n", Load(3));
  std::printf("%d\n", Load(300));
}
