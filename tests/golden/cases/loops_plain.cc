#include <cstdio>
#include <vector>

static void Print(int n) { std::printf("%d\n", n); }

int main(int argc, char**) {
  const int n = argc + 2;
  for (int i = 0; i < n; ++i) Print(i);  // [delay] // iterations 3
  int left = n;
  while (left > 0) Print(left--);  // [delay] // iterations 3
  do Print(++left); while (left < n);  // [delay] // iterations 3
  const std::vector<int> values = {4, 5, 6};
  for (const int value : values) Print(value);  // [delay] // iterations 3
  for (int i = 0; i < n; ++i)  // [delay] // iterations 3
    if (i % 2)
      Print(i);
    else
      Print(-i);
  if (n > 2)
    for (const int value : values)  // [delay] // iterations 3
      for (int j = 0; j < value; ++j)  // [delay] // iterations 15 // inside 20
        Print(j);
  else
    Print(0);
  if (n > 2) while (left > 0) Print(left--); else Print(7);  // [delay] // iterations 3
  for (;;) {  // [delay] // iterations 1
    Print(1);
    break;
  }
  for (int i = 0, k = 3; i < k; ++i, --k) { Print(i); }  // [delay] // iterations 2
  for (int i = 0; const int value : values) Print(i++ + value);  // [delay]
}
