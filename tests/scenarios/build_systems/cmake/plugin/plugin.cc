#include <stdexcept>

#include "../wire/wire.h"

extern "C" __attribute__((visibility("default"))) int Run(int n) {
  if (n < 0) throw std::invalid_argument("n");
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += Send(i);
  return sum;
}
