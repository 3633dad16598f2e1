// `default` is reached by a value that no label has; the condition is read once.
#include <cstdio>
#include <stdexcept>

static int reads = 0;

static int Next() { return ++reads; }

static const char* Name() {
  switch (Next()) {
    case 0:
    case 1: return "one";
    case 2: break;
    default: throw std::out_of_range("unknown");  // [throw] unknown after 1
  }
  return "two";
}

int main() {
  try {
    std::printf("%s\n", Name());
  } catch (const std::exception& e) {
    std::printf("%s after %d\n", e.what(), reads);
  }
}
