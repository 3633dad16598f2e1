#include <stdio.h>

/* A loop closed by goto: entries, iterations, nesting, and what comes after it. */
static int send_once(int n) {
  printf("try %d\n", n);
  return n < 2 ? -1 : 0;  // [error_return]
}

static int send_all(int count) {
  int sent = 0;
  for (int i = 0; i < count; ++i) {  // [delay] // iterations 3 // inside 0
    int tries = 0;
  again:  // [delay] // iterations 9 // inside 11
    if (send_once(tries) != 0) {
      if (++tries < 5) goto again;
      return -1;  // [error_return]
    }
    ++sent;
    while (tries-- > 1) printf("after\n");  // [delay] // iterations 3 // inside 11
  }
  return sent;
}

int main(void) {
  printf("%d\n", send_all(3));
  return 0;
}
