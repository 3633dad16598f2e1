/* #line, includes inside functions, X-macros, trigraphs that are none, digit groups. */
// flags -std=gnu11 -Wno-trigraphs
// with parts/statements.inc
#include <stdio.h>

#define FAULTS(X) X(low, 1) X(middle, 50) X(high, 70)

enum fault {
  fault_none,
#define X(name, limit) fault_##name,
  FAULTS(X)
#undef X
};

static enum fault level(int n) {
#define X(name, limit) \
  if (n > 90 + limit) return fault_##name;
  FAULTS(X) /* [error_return] level 1 */ /* [error_return] level 2 */ /* [error_return] level 3 */
#undef X
  return fault_none;
}

static int table(int n) {
  static const int values[] = {
#include "parts/values.inc"
  };
  if (n > (int)(sizeof values / sizeof values[0])) return -1; /* [error_return] table -1 */
#include "parts/statements.inc"
  return values[n];
}

#line 46
static int moved(int n) {
  if (n > 90) return -1; 
  return __LINE__;
}
#line 37

int main(void) {
  printf("level %d table %d moved %d %d\n", level(1), table(1), moved(1), __LINE__);
  printf("what??! %s\n", "??/ ??=");
  return 0;
}



/* [error_return] moved -1 */ /* ... stands above, where #line says that it is this line. */
