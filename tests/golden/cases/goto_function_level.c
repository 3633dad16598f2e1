#include <stdio.h>

/* A label in the function's own block; a jump out of the region to a later label; a return in the middle. */
static int run(int n) {
  int rounds = 0;
  if (n < 0) goto out;
restart:  // [delay] // iterations 7 // inside 0
  ++rounds;
  printf("round %d\n", rounds);
  if (rounds == 2 && n == 9) return -1;  // [error_return]
  if (rounds > 3) goto out;
  if (rounds < n) goto restart;
  printf("fell\n");
  for (int i = 0; i < n; ++i) printf("%d\n", i);  // [delay] // inside 0 // iterations 2
out:
  for (int i = 0; i < rounds; ++i) printf("out %d\n", i);  // [delay] // inside 0
  return rounds;
}

int main(void) {
  printf("%d %d %d %d\n", run(2), run(8), run(0), run(-1));
  return 0;
}
