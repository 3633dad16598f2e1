/* Variable arguments: in the hooked function, and passed on. */
#include <stdarg.h>
#include <stdio.h>

static int total(int count, ...) {
  va_list list, copy;
  int sum = 0;
  if (count < 0) return -1; /* [error_return] total -1 */
  va_start(list, count);
  va_copy(copy, list);
  while (count-- > 0) sum += va_arg(list, int);
  if (va_arg(copy, int) > 100) {
    va_end(copy);
    va_end(list);
    return -2; /* [error_return] total -2 */
  }
  va_end(copy);
  va_end(list);
  return sum;
}

__attribute__((format(printf, 1, 2))) static int say(const char *format, ...) {
  va_list list;
  va_start(list, format);
  const int written = vprintf(format, list);
  va_end(list);
  if (written < 0) return -1; /* [error_return] */
  return written;
}

int main(void) {
  printf("total %d\n", total(3, 1, 2, 3));
  return say("%s %d %.1f %lld\n", "said", 1, 2.5, 3LL) == 13 ? 0 : 1;
}
