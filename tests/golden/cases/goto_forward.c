#include <stdio.h>

/* Jumps forward close no loop. */
static int open_all(int n) {
  int result = -1;
  if (n == 1) goto fail;  // [error_return]
  printf("opened %d\n", n);
  result = 0;
fail:
  printf("cleaned\n");
  return result;
}

int main(void) {
  printf("%d %d\n", open_all(1), open_all(2));
  return 0;
}
