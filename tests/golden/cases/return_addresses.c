/* Who called, and where the frame is: asked in hooked functions, with attributes that shape calls. */
#include <stdint.h>
#include <stdio.h>

static uintptr_t seen[2];

__attribute__((noinline)) static int called(int i) {
  if (i > 90) return -1; /* [error_return] same -1 */
  seen[i] = (uintptr_t)__builtin_return_address(0);
  return __builtin_frame_address(0) != NULL;
}

__attribute__((always_inline)) static inline int inlined(int n) {
  if (n > 90) return -1; /* [error_return] inlined -1 */
  return n;
}

__attribute__((noinline, flatten, hot)) static int twice(void) {
  int sum = 0;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 2; ++i) sum += called(i); /* [!delay] constant bounds */
  return seen[0] == seen[1] ? sum : -3; /* [error_return] */
}

__attribute__((cold, noinline, target("sse4.2"))) static int wide(int n) {
  if (n > 90) return -1; /* [error_return] wide -1 */
  return inlined(n);
}

__attribute__((noinline, pure)) static int pure(const int *p) {
  if (!p) return -1; /* [error_return] pure -1 */
  return *p;
}

int main(void) {
  const int one = 1;
  printf("same %d\n", twice() > 0 ? 1 : -1);
  printf("inlined %d wide %d pure %d\n", inlined(1), __builtin_cpu_supports("sse2") ? wide(1) : 1, pure(&one));
  return 0;
}
