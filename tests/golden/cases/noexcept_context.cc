#include <cstdio>
#include <stdexcept>

static int Risky(int n) {
  if (n > 9) throw std::range_error("nine");  // [throw] caught nine
  return n;
}

// The fault is thrown and caught inside.
static int Safe(int n) noexcept {
  try {
    return Risky(n);
  } catch (const std::exception& e) {
    std::printf("caught %s\n", e.what());
  }
  return 0;
}

static_assert(noexcept(Safe(1)) && !noexcept(Risky(1)), "unevaluated operands are not hooked: noexcept(throw 1)");

struct Holder {
  int value = 0;
  ~Holder() {
    try {
      if (value < 0) throw std::runtime_error("in destructor");  // [throw] swallowed
    } catch (const std::exception&) {
      std::printf("swallowed\n");
    }
  }
};

int main() {
  std::printf("%d\n", Safe(1));
  const Holder h{1};
}
