#include <cstdio>
#include <stdexcept>

static int Half(int n) {
  return n % 2 == 0 ? n / 2 : throw std::invalid_argument("odd");  // [throw] odd
}

static int Pick(const int* at) {
  return at ? *at : (throw std::invalid_argument("null"), 0);  // [throw] null
}

int main() {
  const int one = 1;
  try {
    std::printf("%d\n", Half(4));
    std::printf("%d\n", Pick(&one));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
