// with parts/assert_helper.h
// What a failed assert says: the expression as it was written, its place, its function.
#include <cassert>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include "parts/assert_helper.h"

static bool IsSmall(int n) { return n < 10; }

static int Check(int n) {
  assert(IsSmall(n) && "small" && n != 7);  // [negation=0]
  if (n == 5) return -1;  // [error_return] checked -1
  assert(IsSmall(Verify(n)));  // [negation=0]
  return n;
}

int main() {
  static char name[] = "asserts";
  program_invocation_short_name = name;  // glibc puts it in front.
  std::printf("checked %d\n", Check(1));
  std::fflush(stdout);  // [library_error]
  dup2(1, 2);  // [library_error]
  Check(7);
}
