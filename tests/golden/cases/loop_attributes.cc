#include <cstdio>
#include <vector>

// Attributes and pragmas stay right before their loop.
static void Print(int n) { std::printf("%d\n", n); }

int main(int argc, char**) {
  const std::vector<int> values(static_cast<size_t>(argc) + 2, 7);
  const int n = argc + 2;
#pragma clang loop unroll(disable)
  for (int i = 0; i < n; ++i) Print(i);  // [delay] // iterations 3
#pragma clang loop vectorize(disable)
#pragma clang loop interleave(disable)
  for (const int value : values) {  // [delay] // iterations 3
    Print(value);
  }
  [[likely]] while (argc < 3) Print(argc++);  // [delay] // iterations 2
  if (n > 2)
#pragma unroll 2
    for (int i = 0; i < n; ++i)  // [delay] // iterations 3
#pragma nounroll
      for (int j = 0; j < i; ++j) Print(j);  // [delay] // iterations 3 // inside 20
  do {  // [delay] // iterations 3
    Print(--argc);
  } while (argc > 0);
}
