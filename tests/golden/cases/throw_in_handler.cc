#include <cstdio>
#include <stdexcept>
#include <string>

static int Parse(int n) {
  if (n < 0) throw std::invalid_argument("syntax");  // [throw] occurred twice
  return n;
}

static int Load(int n) {
  try {
    return Parse(n);
  } catch (const std::invalid_argument& e) {
    throw std::runtime_error(std::string("translated: parse ") + e.what());  // [throw] translated: parse injected
  }
}

// A rethrow makes no error of its own.
static int Pass(int n) {
  try {
    return Load(n);
  } catch (...) {
    std::printf("passing\n");
    throw;
  }
}

static int Fixed(int n) {
  try {
    return Pass(n);
  } catch (const std::exception& e) {
    static int times = 0;
    std::printf("%s\n", ++times == 2 ? "occurred twice" : e.what());
    if (n > 5) throw std::logic_error("big");  // [throw] escaped
    return -n;
  }
}

int main() {
  try {
    std::printf("%d\n", Fixed(1));
    std::printf("%d\n", Fixed(-1));
  } catch (const std::logic_error&) {
    std::printf("escaped\n");
  }
}
