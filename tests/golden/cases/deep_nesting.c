/* Blocks, loops, branches and brackets nested as deep as generators make them. */
#include <stdio.h>

static int check(int n) {
  if (n > 90) return -1; /* [error_return] */
  return n;
}

#define IF(x) if (n > x) {
#define IF8(x) IF(x) IF(x + 1) IF(x + 2) IF(x + 3) IF(x + 4) IF(x + 5) IF(x + 6) IF(x + 7)
#define END8 } } } } } } } }

static int branches(int n) {
  IF8(0) IF8(8) IF8(16) IF8(24) IF8(32) IF8(40) IF8(48) IF8(56) IF8(64) IF8(72)
  return -2; /* [error_return] deep -2 */
  END8 END8 END8 END8 END8 END8 END8 END8 END8 END8
  return n;
}

#define LOOP while (n > sum)
static int loops(int n) {
  int sum = 0;
  LOOP LOOP LOOP LOOP LOOP LOOP LOOP LOOP printf("%d ", sum += check(1)); /* [delay] */ /* [delay] */ /* [delay] */ /* [delay] */ /* [delay] */ /* [delay] */ /* [delay] */ /* [delay] */
  return sum;
}

#define P8(x) (((((((( x ))))))))
static int brackets(int n) {
  if (P8(P8(P8(P8(P8(P8(P8(P8(P8(P8(n > 90))))))))))) return -3; /* [error_return] */
  return P8(P8(P8(P8(P8(P8(P8(P8(check(n)))))))));
}

int main(void) {
  printf("deep %d %d %d\n", branches(79), loops(1), brackets(3));
  return 0;
}
