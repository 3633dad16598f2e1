#include <cstdio>
#include <stdexcept>

static int Depth(int n) {
  if (n > 1000) throw std::overflow_error("deep");  // [throw] deep
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += Depth(n - 1 - i) + 1;  // [delay] // iterations 15
  return sum;
}

static int Odd(int n);
static int Even(int n) { return n == 0 ? 1 : Odd(n - 1); }
static int Odd(int n) {
  if (n < 0) throw std::domain_error("negative");  // [throw] negative
  return n == 0 ? 0 : Even(n - 1);
}

int main() {
  try {
    std::printf("%d %d\n", Depth(4), Even(2000));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
