#include <stdio.h>

/* Empty bodies, loops from macros, conditions with side effects, a loop in each branch. */
#define EACH(i, n) for (int i = 0; i < (n); ++i)
#define UNTIL(condition) while (!(condition))

static int step(int *n) {
  printf("step %d\n", *n);
  return --*n > 0;
}

int main(int argc, char **argv) {
  int n = argc + 2;
  (void)argv;
  while (step(&n)) continue;  // [delay] // iterations 2
  n = argc + 2;
  while (step(&n));  // [delay] // iterations 2
  for (n = argc + 1; step(&n););  // [delay] // iterations 1
  EACH(i, argc + 1) EACH(j, i + 1) printf("%d %d\n", i, j);  // [delay] // [delay]
  n = 2;
  UNTIL(n == 0) step(&n);  // [delay] // iterations 2
  if (n == 0)
    do printf("many\n"); while (n++ < argc);  // [delay] // iterations 2
  else
    printf("none\n");
  for (;;) {  // [delay] // iterations 1
    printf("one\n");
    if (argc) break;
  }
  return 0;
}
