// Temporaries of a condition die where they always did: at its end.
#include <cstdio>
#include <stdexcept>

struct Guard {
  explicit Guard(int n) : value(n) { std::printf("+%d ", value); }
  Guard(const Guard& other) = delete;
  ~Guard() { std::printf("-%d ", value); }
  bool Holds() const { return value > live; }
  explicit operator bool() const { return value != 0; }
  static inline int live = 0;
  int value;
};

static int Count(int n) {
  if (Guard(n).Holds()) std::printf("in ");  // [negation=0] -3 +3 -3 true
  if (Guard(n)) std::printf("true ");
  if (Guard(1).value > n) throw std::out_of_range("large");  // [throw] large
  int rounds = 0;
  while (Guard(n - rounds)) ++rounds;  // [delay] // iterations 3
  for (; Guard(rounds).value > 1; --rounds) std::printf("for ");  // [delay] // iterations 2
  do std::printf("do "); while (Guard(rounds--).value > 1);  // [delay]
  return Guard(7).value ? rounds : -1;  // [error_return]
}

int main() {
  try {
    std::printf("%d\n", Count(3));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
