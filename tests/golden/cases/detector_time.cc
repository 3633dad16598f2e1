// Time compared: time points, lengths of time that a clock made, numbers that a clock made, the target's own clock function.
#include <chrono>
#include <cstdint>
#include <cstdio>

using Clock = std::chrono::steady_clock;

static int64_t NowMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}

class Lease {
 public:
  void Check() {
    if (Clock::now() > deadline_) {  // [detector=1] lease lost // occurs 0
      held_ = false;
      std::printf("lease lost\n");
      return;
    }
    std::printf("lease held\n");
  }
  void CheckAge() {
    const auto age = Clock::now() - begun_;
    if (age >= std::chrono::hours(2)) {  // [detector=1] too old
      held_ = false;
    }
    std::printf(held_ ? "young\n" : "too old\n");
  }
  void CheckNumber() {
    const int64_t now = NowMs();
    if (now - last_ms_ > 3'600'000) std::printf("late\n");  // [detector=1] late
    last_ms_ = now;
  }

 private:
  Clock::time_point begun_ = Clock::now();
  Clock::time_point deadline_ = begun_ + std::chrono::hours(1);
  int64_t last_ms_ = NowMs();
  bool held_ = true;
};

int main() {
  Lease lease;
  lease.Check();
  lease.CheckAge();
  lease.CheckNumber();
}
