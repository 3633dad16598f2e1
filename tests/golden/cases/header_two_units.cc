// with parts/shared.h parts/second_unit.cc
#include <cstdio>

#include "parts/shared.h"

int Second(int n);

int main() {
  std::printf("%d %d\n", shared::Guard(1), Second(1));
  int n = 0;
  shared::Drain(n);
  try {
    shared::Guard(-1);
  } catch (const std::exception&) {
  }
  Second(-1);
}
