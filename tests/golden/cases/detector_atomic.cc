// Atomics read as they stand, by load(), by test(): flags and counts.
#include <atomic>
#include <cstdio>

static std::atomic<int> in_flight{0};
static std::atomic_flag closed = ATOMIC_FLAG_INIT;

struct Server {
  std::atomic<bool> draining{false};
  int rejected = 0;

  void Accept(int most) {
    if (in_flight.load() >= most) {  // [detector=1] rejected 1
      ++rejected;
      return;
    }
    in_flight.fetch_add(1);
  }
  void Tick() {
    if (draining) {  // [detector=1] drained
      std::printf("drained\n");
      return;
    }
    if (closed.test()) {  // [detector=1] closed
      std::printf("closed\n");
      return;
    }
    std::printf("open\n");
  }
};

int main() {
  Server server;
  server.Accept(8);
  server.Tick();
  std::printf("rejected %d\n", server.rejected);
}
