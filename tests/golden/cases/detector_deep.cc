// A detector in a lambda, one in a template, and two parts of one condition.
#include <chrono>
#include <cstdio>
#include <functional>

using Clock = std::chrono::steady_clock;

template <typename T>
class Cache {
 public:
  void Touch(const T& value) {
    if (uses_ >= limit_) {  // [detector=1] evicted
      std::printf("evicted\n");
      uses_ = 0;
      return;
    }
    ++uses_;
    last_ = value;
  }

 private:
  int uses_ = 0;
  int limit_ = 10;
  T last_{};
};

struct Session {
  Clock::time_point heard = Clock::now();
  int missed = 0;
  bool open = true;

  void Check() {
    if (open && Clock::now() - heard > std::chrono::hours(1)) {  // [detector=1] expired
      open = false;
      std::printf("expired\n");
    }
  }
};

int main() {
  Cache<int> cache;
  cache.Touch(1);
  Session session;
  session.Check();
  const std::function<void()> beat = [&session] {
    if (++session.missed > 5) {  // [detector=1] lost
      std::printf("lost\n");
      session.missed = 0;
    }
  };
  beat();
}
