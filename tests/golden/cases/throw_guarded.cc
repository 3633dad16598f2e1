#include <cstdio>
#include <stdexcept>

static int Root(int n) {
  if (n < 0) throw std::domain_error("neg");  // [throw] neg // occurs 1 // when (< i"n" 0)
  return n / 2;
}

static int Checked(int n) {
  if (n >= 0 && n < 100) {  // when (and (>= i"n" 0) (< i"n" 100))
    return n;
  } else {
    throw std::out_of_range("range");  // [throw] range
  }
}

static int Nested(int a, int b) {
  if (a > 0) {
    if (b > 0) {
      throw std::runtime_error("both");  // [throw] both
    }
    return 1;
  }
  return 2;
}

static void Try(int (*f)(int), int n) {
  try {
    std::printf("%d\n", f(n));
  } catch (const std::exception& e) {
    std::printf("%s\n", n == -7 ? "natural" : e.what());
  }
}

int main() {
  Try(Root, 4);
  Try(Root, -7);
  Try(Checked, 4);
  Try([](int n) { return Nested(n, 0); }, 4);
}
