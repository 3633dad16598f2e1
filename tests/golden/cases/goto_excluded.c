#include <stdio.h>

/* What cannot be hooked, and why. */
static int idle(int n) {
  int sum = 0;
again:  // [!delay] no input
  sum += n;
  if (--n > 0) goto again;
  return sum;
}

static void in_switch(int n) {
  switch (n) {
    case 0:
      printf("zero\n");
      break;
    default:
    once_more:  // [!delay] does not stand directly in a block
      printf("%d\n", n);
      if (--n > 0) goto once_more;
  }
}

static void jumped_into(int n) {
  if (n > 1) goto middle;
  {
  top:  // [!delay] jumped to from outside
    printf("top %d\n", n);
  middle:
    printf("middle %d\n", n);
    if (--n > 0) goto top;
  }
}

int main(void) {
  printf("%d\n", idle(3));
  in_switch(2);
  jumped_into(2);
  return 0;
}
