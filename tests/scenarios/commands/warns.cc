#include <cstdio>
#warning "look here"
int Used(int n) {
  int unused;
  if (n = 3) throw n;
  if ((n == 4)) std::printf("%s\n", n);
}
