#pragma once

#include <stdexcept>

inline int Verify(int n) {
  if (n > 90) throw std::out_of_range("verify");  // [throw]
  return n;
}
