#include <cstdio>
#include <future>
#include <stdexcept>

// An exception of the target that comes out of a future: the future's call failed as well.
static int Work(int n) {
  if (n > 1) throw std::runtime_error("work");  // [throw] // occurs 1
  return n;
}

int main() {
  for (int n = 1; n < 3; ++n) {  // [!delay] constant
    try {
      std::future<int> later = std::async(std::launch::async, Work, n);  // [library_error] Resource // occurs 0
      std::printf("%d\n", later.get());  // [library_error] // occurs 1
    } catch (const std::exception& e) {
      std::printf("%s\n", e.what());
    }
  }
}
