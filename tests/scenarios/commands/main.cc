#include <cstdio>

#include "sum.h"

int main(int argc, char**) {
  int total = 0;
  for (int i = 0; i < argc + 2; ++i) total += Step(i);
  std::printf("sum %d\n", total);
  return total == 3 ? 0 : 1;
}
