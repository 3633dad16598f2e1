/* Loops without a body, without an end, and with nothing in their heads. */
#include <stdio.h>
#include <stdlib.h>

static int left = 3;

static int take(void) {
  if (left < -90) return -1; /* [error_return] */
  printf("%d ", left);
  return left--;
}

static void ended(void) {
  printf("ended\n");
  exit(3);
}

static void endless(int n) {
  for (;;) { /* [delay] */
    if (n++ > 3) break;
    take();
  }
  while (1) /* [delay] */ /* iterations 1 */
    if (take() < 0 || n-- > 3) break;
    else
      continue;
  do take(); while (0); /* [!delay] constant bounds */
  while (1) ended(); /* [delay] */
}

int main(void) {
  volatile int spins = 5;
  while (take() > 0); /* [delay] */ /* iterations 3 */
  for (; take() > -3;) {} /* [delay] */
  while (spins--);
  for (int i = 0; i < 10; ++i);
  endless(1);
}
