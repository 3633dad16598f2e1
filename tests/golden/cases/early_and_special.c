/* Functions that run before the runtime can, and functions with linkage of their own. */
#include <stdio.h>
#include <unistd.h>

static int fast(int n) {
  if (n > 90) return -1; /* [error_return] chosen -1 */
  return n;
}
static int slow(int n) { return n + 1; }

/* The loader calls it while it relocates: nothing may be hooked in it. */
static int (*choose(void))(int) {
  __builtin_cpu_init();
  for (int i = 0; i < 2; ++i)
    if (__builtin_cpu_supports("sse2") == 0) return slow;
  return fast;
}
int chosen(int n) __attribute__((ifunc("choose")));

static int real(int n) {
  if (n > 90) return -2; /* [error_return] alias -2 */
  return n;
}
int alias(int n) __attribute__((alias("real")));
__attribute__((weak)) int overridable(int n) {
  if (n > 90) return -3; /* [error_return] weak -3 */
  return n;
}
__attribute__((gnu_inline, always_inline)) extern inline int inlined(int n) {
  if (n > 90) return -4; /* [error_return] inline -4 */
  return n;
}
__attribute__((visibility("hidden"), used, section(".text.special"))) int placed(int n) {
  if (n > 90) return -5; /* [error_return] placed -5 */
  return n;
}
__attribute__((no_instrument_function, no_sanitize("all"))) static int untouched(int n) {
  if (n > 90) return -6; /* [error_return] untouched -6 */
  return n;
}
_Noreturn static void leave(int n) {
  while (n-- > 0) printf("leaving\n"); /* [delay] */
  _exit(fflush(stdout));  // [library_error]
}

int main(void) {
  printf("chosen %d alias %d weak %d\n", chosen(1), alias(2), overridable(3));
  printf("inline %d placed %d untouched %d\n", inlined(4), placed(5), untouched(6));
  leave(1);
}
