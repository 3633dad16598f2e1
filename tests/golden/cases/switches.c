#include <stdio.h>

/* Duff's device: a case inside the loop is jumped to. */
static void send(const char *from, int count) {
  int n = (count + 3) / 4;
  switch (count % 4) {
    case 0: do { putchar(*from++); /* [!delay] switch outside */
      /* fall through */
      __attribute__((fallthrough));
    case 3: putchar(*from++);
      __attribute__((fallthrough));
    case 2: putchar(*from++);
      __attribute__((fallthrough));
    case 1: putchar(*from++);
    } while (--n > 0);
  }
  putchar('\n');
}

static int state(int input) {
  switch (input) {
    case 0: return 1;
    case 1:
      if (input > 5) return -2;  // [error_return] state -2
      return 2;
    default: return -1; /* [error_return] state -1 */
  }
}

/* A switch inside a loop is no jump into it. */
static void drain(int n) {
  while (n > 0) { // [delay] // iterations 3
    switch (n--) {
      case 1: printf("last\n"); break;
      default: printf("more\n"); continue;
    }
  }
}

int main(void) {
  send("abcdefg", 7);
  printf("state %d\n", state(1));
  drain(3);
  return 0;
}
