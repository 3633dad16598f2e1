#include "part.h"

#include <stdexcept>

int Part(int n) {
  if (n > 5) throw std::runtime_error("too much");
  return n;
}
