// In templates: guards of dependent type, a switch on a template's value, a choice.
#include <cstdio>
#include <stdexcept>

template <typename T>
T Positive(T value) {
  return value > T{} ? value : throw std::domain_error("positive");  // [throw] positive
}

template <typename T>
T Limited(T value, T most) {
  if (value < most) {
    if (value < T{}) throw std::underflow_error("below");  // [throw] below
    return value;
  }
  throw std::overflow_error("above");  // [throw] above
}

int main() {
  try {
    std::printf("%d\n", Positive(2));
    std::printf("%g\n", Limited(2.5, 4.0));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
