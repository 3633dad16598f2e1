// exit runs what it has to run, once, in its order; quick_exit and _Exit would not.
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

struct Static {
  ~Static() { std::printf("static\n"); }
} object;

static void Leave(int how) {
  struct Local {
    ~Local() { std::printf("local\n"); }
  } local;
  std::at_quick_exit([] { std::printf("quick\n"); });
  if (how < 0) throw std::logic_error("how");  // [throw] caught
  if (how == 0) std::quick_exit(3);
  std::exit(how);
}

int main() {
  std::atexit([] { std::printf("second\n"); });
  std::atexit([] { std::printf("first\n"); });
  try {
    Leave(4);
  } catch (const std::exception&) {
    std::printf("caught\n");
  }
}
