// Early continue and break before a throw; a throw behind an endless loop's exit.
#include <cstdio>
#include <stdexcept>
#include <vector>

static int Sum(const std::vector<int>& values) {
  int sum = 0;
  for (const int value : values) {  // [delay]
    if (value == 0) continue;
    if (value == 99) break;
    if (value < 0) throw std::domain_error("below");  // [throw] below // in loop
    sum += value;
    std::printf("%d\n", sum);
  }
  return sum;
}

static int Find(int wanted) {
  for (int i = 0;; ++i) {  // [delay]
    std::printf("i %d\n", i);
    if (i == wanted) return i;
    if (i < 3) continue;
    throw std::out_of_range("not found");  // [throw] not found // not in loop
  }
}

int main() {
  try {
    std::printf("%d\n", Sum({1, 0, 2}));
    std::printf("%d\n", Find(1));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
