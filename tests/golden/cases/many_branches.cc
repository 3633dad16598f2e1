// Beyond the 64th branch of a function outcomes are not recorded, but guards are forced and loops counted.
#include <cstdio>
#include <stdexcept>

#define B(n) if (x == (n)) std::printf("%d\n", (n));
#define B10(n) B(n) B(n + 1) B(n + 2) B(n + 3) B(n + 4) B(n + 5) B(n + 6) B(n + 7) B(n + 8) B(n + 9)

static void Many(int x) {
  B10(0) B10(10) B10(20) B10(30) B10(40) B10(50) B10(60)
  if (x > 1000) throw std::out_of_range("thousand");  // [throw] thousand
  for (int i = 0; i < x; ++i) {  // [delay] // iterations 3
    if (i == 7) throw std::out_of_range("seven");  // [throw] seven
    std::printf("i %d\n", i);
  }
}

int main() {
  try {
    Many(3);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
