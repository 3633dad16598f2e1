#include <stdio.h>

/* Two loops by goto, one in the other. */
int main(void) {
  int outer = 0, inner;
next:  // [delay] // iterations 3 // inside 0
  inner = 0;
  printf("outer %d\n", outer);
more:  // [delay] // iterations 6 // inside 6
  printf("inner %d\n", inner);
  if (++inner < 2) goto more;
  if (++outer < 3) goto next;
  printf("end\n");
  return 0;
}
