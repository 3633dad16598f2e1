// flags -std=gnu89 -Wno-deprecated-non-prototype
#include <stdio.h>

static int add(a, b) int a; int b; {
  if (a < 0) return -1; /* [error_return] add -1 */
  return a + b;
}

int main() {
  int i;
  int n = 3;
  for (i = 0; i < n; i++) /* [delay] */ /* iterations 3 */
    printf("%d\n", i);
  printf("add %d\n", add(1, 2));
  return 0;
}
