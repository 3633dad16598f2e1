#include "sum.h"

#include <stdexcept>

int Check(int n) {
  if (n < -10) return -1;
  return n;
}

int Step(int n) {
#ifndef NO_THROW
  if (n < 0) throw std::invalid_argument("n");
#endif
  return Check(n);
}
