#include <cstdio>
#include <deque>
#include <functional>

// Callbacks that post themselves to an executor: each execution is one of the loop's, with one iteration.
class Executor {
 public:
  void Post(std::function<void()> work) { queue_.push_back(std::move(work)); }
  void Run() {
    while (!queue_.empty()) {  // [delay] // iterations 14
      const auto work = std::move(queue_.front());
      queue_.pop_front();
      work();
    }
  }

 private:
  std::deque<std::function<void()>> queue_;
};

class Poller {
 public:
  explicit Poller(Executor& executor) : executor_(executor) {}
  void Poll() {  // [delay] // iterations 4 // inside 10
    std::printf("poll %d\n", left_);
    if (left_-- > 0) executor_.Post([this] { Poll(); });
  }
  void Bound() {  // [delay] // iterations 3 // inside 10
    std::printf("bound %d\n", other_);
    if (other_-- > 0) executor_.Post(std::bind(&Poller::Bound, this));
  }
  void Tick() {  // [delay] // iterations 3 // inside 10
    std::printf("tick\n");
    Schedule();
  }

 private:
  void Schedule() {
    if (ticks_-- > 0) executor_.Post([this] { Tick(); });
  }
  Executor& executor_;
  int left_ = 3, other_ = 2, ticks_ = 2;
};

int main() {
  Executor executor;
  Poller poller(executor);
  executor.Post([&] { poller.Poll(); });
  executor.Post([&] { poller.Bound(); });
  executor.Post([&] { poller.Tick(); });
  int n = 2;
  std::function<void()> again = [&] {  // [delay] // iterations 3
    std::printf("again %d\n", n);
    if (n-- > 0) executor.Post(again);
  };
  executor.Post(again);
  executor.Post([] { std::printf("once\n"); });
  executor.Run();
}
