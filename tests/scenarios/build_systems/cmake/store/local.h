#pragma once
#include <stdexcept>

inline int Checked(int n) {
  if (n < 0) throw std::out_of_range("n");
  return n;
}
