#include <cstdio>
#include <stdexcept>
#include <string>

// Objects of classes in the region, an exception that leaves it, a loop statement inside.
static int Run(int limit) {
  int n = 0;
retry:  // [delay] // iterations 11
  {
    const std::string name = "n" + std::to_string(n);
    for (const char c : name) std::printf("%c", c);  // [delay] // inside 8
    std::printf("\n");
    if (n > limit) throw std::runtime_error("limit");  // [throw]
  }
  if (++n < 3) goto retry;
  return n;
}

int main() {
  try {
    std::printf("%d\n", Run(5));
    std::printf("%d\n", Run(0));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  for (int i = 0; i < Run(9) - 2; ++i) std::printf("end\n");  // [delay] // inside 0
}
