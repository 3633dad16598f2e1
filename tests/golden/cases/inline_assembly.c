/* Inline assembly, with jumps to labels too. */
#include <stdio.h>

static int parity(int n) {
  if (n > 90) return -1; /* [!error_return] orders */
  __asm__ goto("testl $1, %0\n\tjnz %l[odd]" : : "r"(n) : "cc" : odd);
  return 0;
odd:
  return 1;
}

static int scan(const int *values, int count) {
  int i = 0;
  for (; i < count; ++i) { /* [!delay] a computed jump */
    printf("%d ", values[i]);
    __asm__ goto("cmpl $9, %0\n\tje %l[found]" : : "r"(values[i]) : "cc" : found);
  }
  return -1; /* [error_return] scanned -1 */
found:
  return i;
}

static int add(int a, int b) {
  int sum = a;
  if (b > 90) return -2; /* [error_return] add -2 */
  __asm__ volatile("addl %1, %0" : "+r"(sum) : "r"(b) : "cc");
  return sum;
}

int main(void) {
  const int values[] = {3, 9, 1};
  printf("parity %d%d add %d\n", parity(3), parity(4), add(1, 2));
  printf("scanned %d\n", scan(values, 3));
  return 0;
}
