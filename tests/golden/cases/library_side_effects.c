#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* A call that is not made does not evaluate its arguments either. */
static int next(int *n) {
  printf("argument %d\n", *n);
  return (*n)++;
}

int main(void) {
  int n = 0;
  const ssize_t done = write(next(&n) ? 9 : 1, "x\n", 2);  // [library_error] write -1 at 0
  printf("write %zd at %d\n", done, n);
  return 0;
}
