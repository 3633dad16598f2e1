#include <errno.h>
#include <stdio.h>

#define TRY(call) \
  do { \
    int rc_ = (call); \
    if (rc_ != 0) return rc_; \
  } while (0)
#define REQUIRE(condition, error) \
  if (!(condition)) return (error)
#define FAIL_WITH(error) \
  do { \
    errno = (error); \
    return -1; \
  } while (0)

static int step(int *n) {
  REQUIRE(*n < 10, -E2BIG);  // [error_return] run -7
  ++*n;
  return 0;
}

static int run(int *n) {
  TRY(step(n));
  TRY(step(n));
  if (*n > 50) FAIL_WITH(ERANGE);  // [error_return] run -1
  return 0;
}

int main(void) {
  int n = 1;
  const int ran = run(&n);
  printf("run %d\n", ran);
  return 0;
}
