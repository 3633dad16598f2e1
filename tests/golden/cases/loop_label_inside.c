#include <stdio.h>

/* Labels inside a loop, jumped to from inside only. */
static void run(int n) {
  for (int i = 0; i < n; ++i) {  // [delay] // iterations 4
    if (i == 1) goto skip;
    printf("%d\n", i);
    if (i > 1) goto next;
  skip:
    printf("skip\n");
  next:;
  }
  while (n-- > 0) {  // [delay] // iterations 4
    int left = 2;
  more:  // [delay] // iterations 8 // inside 13
    printf("more %d\n", left);
    if (--left > 0) goto more;
  }
}

int main(void) {
  run(4);
  return 0;
}
