// A function that must end in a tail call can have no frame of ours.
#include <cstdio>

static int Next(int n, int sum);

static int Step(int n, int sum) {
  if (n < 0) return -1;
  [[clang::musttail]] return Next(n - 1, sum + n);
}

static int Next(int n, int sum) {
  if (n > 100000) return -1;  // [error_return] steps -1
  if (n == 0) return sum;
  return Step(n, sum);
}

int main() {
  std::printf("steps %d\n", Next(10, 0));
}
