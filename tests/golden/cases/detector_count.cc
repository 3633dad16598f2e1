// Counts against a limit: missed heartbeats, attempts; and comparisons that are none.
#include <algorithm>
#include <cstdio>

struct Options {
  int heartbeats_max = 3;
};

class Peer {
 public:
  explicit Peer(const Options& options) : options_(options) {}
  void Tick() {
    if (++missed_ > options_.heartbeats_max) {  // [detector=1] dead // occurs 0
      alive_ = false;
      missed_ = 0;
    }
    std::printf(alive_ ? "alive\n" : "dead\n");
  }
  void Heard() {
    if (missed_ > 0) missed_ = 0;  // [!detector] something from nothing
    if (missed_ == 7) missed_ = 0;  // [!detector] not with a limit
  }
  void Raise(int n) {
    if (n > 100) return;  // [!detector] argument
    if (missed_ > n) missed_ = n;  // [!detector] smaller or larger
  }
  bool Retry() {
    int attempts = 0;
    for (;;) {  // [delay]
      if (attempts >= options_.heartbeats_max) {  // [detector=1] gave up at once
        std::printf("%s\n", attempts == 0 ? "gave up at once" : "gave up");
        break;
      }
      ++attempts;
    }
    return attempts > 0;
  }

 private:
  const Options options_;
  int missed_ = 0;
  bool alive_ = true;
};

int main() {
  Peer peer({});
  peer.Tick();
  peer.Heard();
  peer.Raise(2);
  std::printf("%d\n", peer.Retry());  // [!negation] acts
}
