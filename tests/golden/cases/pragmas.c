/* Pragmas at the beginning of bodies and before loops; some must stay first. */
// flags -std=gnu11 -Wno-unknown-pragmas
#include <stdio.h>

static int check(int n) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
  int unused = n;
#pragma GCC diagnostic pop
  if (n > 90) return -1; /* [error_return] checked -1 */
  printf("%d ", n);
  return n;
}

static double mix(double a, double b) {
#pragma STDC FP_CONTRACT OFF
  if (a > 90) return check(7);
  {
#pragma clang fp contract(fast)
    a = a * b + check(1);
  }
  return a;
}

static int loops(int n) {
#pragma clang fp reassociate(on)
  int sum = 0;
#pragma unroll 2
  for (int i = 0; i < n; ++i) sum += check(i); /* [delay] */
#pragma omp parallel for
  for (int i = 0; i < n; ++i) { /* [delay] */
#pragma clang fp contract(on)
    sum += check(i);
  }
#pragma GCC ivdep
  while (n-- > 0) check(n); /* [delay] */
  _Pragma("clang loop vectorize(disable)") for (int i = 0; i < sum; ++i) check(i); /* [delay] */
  if (sum > 90) return -1; /* [error_return] looped -1 */
  return sum;
}

int main(void) {
  printf("checked %d %.1f looped %d\n", check(2), mix(2, 3), loops(3));
  return 0;
}
