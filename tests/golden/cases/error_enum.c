#include <stdio.h>

enum rc { RC_OK, RC_NOMEM, RC_BUSY };
enum { DB_OK = 0, DB_CORRUPT = 11 };
enum color { RED, GREEN };
enum phase { PHASE_IDLE, PHASE_RUN, PHASE_FAILED };

static enum rc reserve(int n) {
  if (n > 5) return RC_NOMEM;  // [error_return] reserve 1
  return RC_OK;
}

static int verify(int *pages) {
  if (*pages > 5) return DB_CORRUPT;  // [error_return] verify 11
  return DB_OK;
}

static enum color paint(int n) {
  if (n > 5) return GREEN;  // [!error_return] tells success from failure
  return RED;
}

static enum phase next(int n) {
  if (n > 5) return PHASE_FAILED;  // [error_return] next 2
  if (n > 3) return PHASE_RUN;  // [!error_return] tells success from failure
  return PHASE_IDLE;
}

int main(void) {
  int pages = 1;
  printf("reserve %d\n", (int)reserve(1));
  printf("verify %d\n", verify(&pages));
  printf("%d\n", (int)paint(1));
  printf("next %d\n", (int)next(1));
  return 0;
}
