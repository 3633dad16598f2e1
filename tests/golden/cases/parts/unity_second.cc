#include <cstdio>
#include <stdexcept>

namespace {
int Check(int n) {
  if (n > 5) throw std::out_of_range("second");
  return n;
}
}  // namespace

static int Second(int n) { return Check(n); }
