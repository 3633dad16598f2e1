#include <errno.h>

#include "part.h"

static int Open(int n) {
  if (n < 0) return -EINVAL;
  return Part(n);
}

int main(int argc, char** argv) {
  (void)argv;
  return Open(argc) == 1 ? 0 : 1;
}
