#include "config.h"

static int Fails(int n) {
  if (n > 100) return -1;
  return 0;
}

int main(int argc, char** argv) {
  (void)argv;
#ifndef HAVE_STDIO
#error "wrong answer"
#endif
  return Fails(argc) < 0;
}
