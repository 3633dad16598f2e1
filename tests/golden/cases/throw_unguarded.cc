#include <cstdio>
#include <stdexcept>
#include <string>

// No condition leads here: the injection happens at function entry.
[[noreturn]] static void Fail(const std::string& what) {
  throw std::runtime_error(what + "!");  // [!throw] nothing but throw
}

static int Unsupported(int) { throw std::logic_error("unsupported"); }  // [throw] // occurs 1

static int Computed(int n) {
  const std::string text = std::to_string(n);
  throw std::logic_error(text);  // [!throw] local variables
}

static int Open(int n) {
  if (n < 0) Fail("disk");  // [throw] // occurs 1
  return n;
}

int main() {
  try {
    std::printf("%d\n", Open(3));
    Open(-1);
  } catch (const std::exception& e) {
    std::printf("one %s\n", e.what() == std::string("disk!") ? "natural" : "?");
  }
  try { Unsupported(1); } catch (const std::exception&) { std::printf("two\n"); }
  try { Computed(1); } catch (const std::exception&) { std::printf("three\n"); }
}
