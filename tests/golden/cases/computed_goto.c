/* Labels as values: jumps into, out of and inside hooked loops. */
#include <stdio.h>

enum { kPush, kAdd, kLoop, kStop, kFail };

static int step(int n) {
  if (n > 90) return -1; /* [error_return] result -7 */
  return n;
}

static int run(const int *code) {
  static void *const labels[] = {&&push, &&add, &&loop, &&stop, &&fail};
  int stack = 0, left = 3;
  goto *labels[*code];
push:
  stack += step(2);
  goto *labels[*++code];
add:
  stack = stack < 0 ? -7 : stack + step(1);
  goto *labels[*++code];
loop:
  while (left-- > 0) { /* [!delay] a computed jump */
    printf("left %d\n", left);
    if (stack > 10) goto *labels[kFail];
  }
  goto *labels[*++code];
fail:
  return -2; /* [error_return] */
stop:
  return stack;
}

int main(void) {
  const int code[] = {kPush, kLoop, kAdd, kStop}, failing[] = {kFail};
  printf("result %d\n", run(code));
  printf("failed %d\n", run(failing));
  return 0;
}
