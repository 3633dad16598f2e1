#include <cstdio>
#include <stdexcept>

static int calls = 0;

static int Both(int a, int b) {
  if (a > 5 && b > 5) throw std::logic_error("both");  // [throw] both
  return a + b;
}

static int Either(int a, int b) {
  if (a > 5 || b > 5) throw std::logic_error("either");  // [throw] either
  return a + b;
}

[[noreturn]] static bool Refuse() { throw std::logic_error("refused"); }  // [!throw] nothing but throw

static bool Allow(int a) {
  ++calls;
  return a < 5 || Refuse();  // [throw] refused
}

int main() {
  try {
    std::printf("%d\n", Both(1, 2));
    std::printf("%d\n", Either(1, 2));
    std::printf("%d\n", Allow(1) ? 1 : 0);  // [negation=0]
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
