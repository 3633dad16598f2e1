// What is thrown is moved or copied as it is without hooks, also inside an expression.
#include <cstdio>
#include <memory>
#include <stdexcept>

struct Failure {
  explicit Failure(int n) : code(std::make_unique<int>(n)) {}
  std::unique_ptr<int> code;
};

struct Traced {
  Traced() = default;
  Traced(const Traced&) { std::printf("copy\n"); }
  Traced(Traced&&) noexcept { std::printf("move\n"); }
};

static int Moved(int n) {
  Failure failure(n);
  if (n > 5) throw failure;  // [throw] code 1
  return n;
}

static int Picked(int n) {
  Failure failure(n + 1);
  return n < 5 ? n : throw failure;  // [throw] code 3
}

static int Given(Failure failure, int n) { return n < 5 ? n : throw failure; }  // [throw] code 7

static int Built(int n) { return n < 5 ? n : throw Failure(n); }  // [throw] code 3

static int Copied(int n) {
  static Traced traced;
  Traced local;
  if (n == 1) throw traced;  // [throw] // occurs 1
  if (n == 2) throw local;  // [throw] // occurs 1
  return n == 3 ? throw local : n;  // [throw] // occurs 1
}

int main() {
  for (int n = 1; n < 5; ++n) {  // [!delay] constant bounds
    try {
      Copied(n);
    } catch (const Traced&) {
      std::printf("traced %d\n", n);
    }
  }
  try {
    std::printf("%d\n", Moved(1) + Picked(2) + Built(3) + Given(Failure(7), 1));
  } catch (const Failure& failure) {
    std::printf("code %d\n", *failure.code);
  }
}
