#include <cstdio>
#include <stdexcept>
#include <vector>

static void Print(int n) { std::printf("%d\n", n); }

static int Nested(int rows, int columns) {
  int seen = 0;
  for (int r = 0; r < rows; ++r) {  // [delay] // iterations 4
    if (r == 1) continue;
    for (int c = 0; c < columns; ++c) {  // [delay] // iterations 9 // inside 9
      if (c == r) continue;
      if (c > 3) break;
      Print(r * 10 + c);
      ++seen;
    }
    if (r > 2) break;
  }
  return seen;
}

static int Early(const std::vector<int>& values) {
  for (const int value : values) {  // [delay] // iterations 2
    Print(value);
    if (value > 1) return value;
  }
  return 0;
}

static void Throwing(int n) {
  while (true) {  // [delay] // iterations 3
    Print(n);
    if (--n == 0) throw std::runtime_error("done");  // [throw]
  }
}

static void Jump(int n) {
  for (;;) {  // [delay] // iterations 2 // inside 0
    while (n > 0) {  // [delay] // iterations 8 // inside 38
      Print(--n);
      if (n == 2) goto out;
    }
    n = 9;
  }
out:
  Print(-1);
}

int main() {
  Print(Nested(6, 3));
  Print(Early({1, 2, 3}));
  try {
    Throwing(3);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  Jump(1);
}
