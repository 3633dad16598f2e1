/* OpenMP directives and the blocks that belong to them. */
// flags -std=gnu11 -fopenmp-simd
#include <stdio.h>

static int check(int n) {
  if (n > 90) return -1; /* [error_return] checked -1 */
  return n;
}

static int sum(const int *values, int n) {
  int total = 0;
#pragma omp simd reduction(+ : total)
  for (int i = 0; i < n; ++i) total += values[i];
  if (total > 90) return -1; /* [error_return] summed -1 */
  for (int i = 0; i < n; ++i) total += printf("%d ", values[i]); /* [delay] */
  return total;
}

int main(void) {
  const int values[] = {1, 2, 3};
  printf("checked %d summed %d\n", check(1), sum(values, 3));
  return 0;
}
