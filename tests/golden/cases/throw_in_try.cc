// Between a try and its handler, and behind a loop that cannot be left.
#include <cstdio>
#include <stdexcept>

static int Inside(int n) {
  try {
    if (n > 9) throw std::runtime_error("inside");  // [throw] handled inside
    return n;
  } catch (const std::runtime_error& e) {
    std::printf("handled %s\n", e.what());
  }
  return 0;
}

static int Endless(int n) {
  while (true) {  // [delay]
    std::printf("round %d\n", n);
    if (n == 1) return n;
    if (--n == 1) continue;
    if (n > 50) throw std::runtime_error("endless");  // [throw] endless
  }
}

int main() {
  try {
    std::printf("%d\n", Inside(1));
    std::printf("%d\n", Endless(4));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
