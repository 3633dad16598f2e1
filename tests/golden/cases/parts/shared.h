#pragma once
#include <cstdio>
#include <stdexcept>

namespace shared {

// One site although two units contain it.
inline int Guard(int n) try {
  if (n < 0) throw std::domain_error("shared");  // [throw] shared -1 // occurs 2
  return n;
} catch (const std::exception&) {
  std::printf("shared %d\n", n < 0 ? 1 : -1);
  return 0;
}

inline void Drain(int& n) {
  while (n < 3) std::printf("drain %d\n", n++);  // [delay] // iterations 3
}

}  // namespace shared
