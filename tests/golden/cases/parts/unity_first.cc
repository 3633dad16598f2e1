#include <cstdio>
#include <stdexcept>

namespace {
int Check(int n, int limit) {
  if (n > limit) throw std::out_of_range("first");
  return n;
}
}  // namespace

static int First(int n) { return Check(n, 5); }
