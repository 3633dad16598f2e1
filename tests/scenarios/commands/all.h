#pragma once
#include <cstdio>
#include <stdexcept>

inline int FromHeader(int n) {
  if (n < 0) throw std::runtime_error("header");
  return n;
}
