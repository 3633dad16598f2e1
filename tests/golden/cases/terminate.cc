// A program that ends by an exception nobody catches: same handler, same signal, same output.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

struct Trace {
  const char* name;
  ~Trace() { std::printf("drop %s\n", name); }
};

static void Ended() {
  try {
    throw;
  } catch (const std::exception& e) {
    std::printf("ended by %s\n", e.what());
  } catch (...) {
    std::printf("ended\n");
  }
  std::fflush(stdout);  // [library_error]
  std::abort();
}

static void Fail(int n) {
  const Trace trace{"fail"};
  if (n > 5) throw std::out_of_range("range");  // [throw] ended by range
  if (n > 0) throw std::logic_error("logic");  // [throw] // occurs 1
}

int main() {
  std::set_terminate(Ended);
  const Trace trace{"main"};
  Fail(0);
  Fail(1);
}
