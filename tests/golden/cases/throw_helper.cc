// A function that does nothing but throw: its calls are the sites.
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

[[noreturn]] void ThrowError(const char* what) { throw std::runtime_error(what); }  // [!throw] nothing but throw

static void Complain(const std::string& what) {
  const std::string text = "complaint: " + what;
  throw std::runtime_error(text);  // [!throw] nothing but throw
}

[[noreturn]] static void Stop() { std::printf("stop\n"), std::abort(); }

static int Open(int n) {
  if (n < 0) ThrowError("negative");  // [throw] negative // occurs 0
  if (n > 100) {
    Complain("large");  // [throw] complaint: large
  }
  if (n == 50) Stop();
  return n > 10 ? (ThrowError("medium"), 0) : n;  // [throw] medium
}

int main() {
  try {
    std::printf("%d\n", Open(3));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
