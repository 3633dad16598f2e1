#include <stdio.h>

/* Two functions that call each other are no loop of one site; a third that calls itself in C is. */
static int odd(int n);
static int even(int n) {
  printf("even %d\n", n);
  return n == 0 ? 1 : odd(n - 1);
}
static int odd(int n) {
  printf("odd %d\n", n);
  return n == 0 ? 0 : even(n - 1);
}

static void walk(const char *const *names) { /* [delay] */ /* iterations 3 */
  if (!*names) return;
  puts(*names);
  walk(names + 1);
}

int main(void) {
  static const char *const names[] = {"a", "b", NULL};
  walk(names);
  printf("%d\n", even(3));
  return 0;
}
