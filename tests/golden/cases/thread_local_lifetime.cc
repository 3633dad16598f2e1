// Thread-local objects: made at first use, gone with their thread, in hooked constructors and destructors.
#include <cstdio>
#include <stdexcept>
#include <thread>

static int Check(int n) {
  if (n > 5) throw std::out_of_range("check");  // [throw] check
  return n;
}

struct Scratch {
  Scratch() { std::printf("make %d\n", used); }
  ~Scratch() {
    try {
      std::printf("drop %d\n", Check(used));
    } catch (const std::exception& e) {
      std::printf("%s\n", e.what());
    }
  }
  int used = 0;
};
static thread_local Scratch scratch;

static int Use(int n) {
  static thread_local int calls = Check(1);
  scratch.used += n;
  return ++calls;
}

int main() {
  for (int i = 1; i < 3; ++i) {  // [!delay] constant bounds
    std::thread([i] {  // [library_error]
      try {
        std::printf("used %d\n", Use(i) + Use(1));
      } catch (const std::exception& e) {
        std::printf("%s\n", e.what());
      }
    }).join();
  }
  try {
    std::printf("main %d\n", Use(1));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
