// A variable of a template whose initialiser has no type until there is an instance.
#include <cstdio>

static int retries = 0;

template <class T>
static int Check(const T& value) {
  bool late(value > 3);
  bool odd(value % 2);
  if (!late && odd) ++retries;
  if (retries > 7) throw 1;  // [throw] caught
  return retries;
}

int main() {
  try {
    std::printf("retries %d\n", Check(1));
  } catch (int) {
    std::printf("caught, retries %d\n", retries);
  }
}
