#include <stdio.h>

/* GNU C: statements in expressions, nested functions of macros, computed goto. */
#define MAX(a, b) ({ int a_ = (a), b_ = (b); a_ > b_ ? a_ : b_; })

static int next(int n) {
  if (MAX(n, 2) > 5) return -1; /* [error_return] next -1 */
  return n + 1;
}

static int run(int n) {
  static void *const table[] = {&&stop, &&go};
  goto *table[n > 0];
go:
  n = next(n);
  while (n > 0) { /* [delay] */ /* iterations 3 */
    printf("%d\n", ({ int k = n--; k * 2; }));
  }
stop:
  return n;
}

int main(void) {
  printf("next %d\n", next(1));
  printf("%d\n", run(2));
  return 0;
}
