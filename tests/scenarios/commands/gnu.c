#include <stdio.h>

static int Check(int n) {
  if (n < 0) return -1;
  return n;
}

/* Computed goto, statement expressions, inline assembly, a nested designated initialiser. */
int main(void) {
  static void* const steps[] = {&&add, &&add, &&last};
  struct {
    int a;
    int b[2];
  } values = {.a = 1, .b = {[0] = 2, [1] = 3}};
  int sum = 0;
  int at = 0;
  goto *steps[at];
add:
  sum += __extension__({ int v = Check(at == 0 ? values.a : values.b[0]); v; });
  goto *steps[++at];
last:
  __asm__ volatile("" : "+r"(sum) : : "memory");
  for (int i = 0; i < 1; ++i) sum += Check(values.b[1]);
  printf("gnu %d\n", sum);
  return 0;
}
