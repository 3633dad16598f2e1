// Not const, and yet it only looks: it takes a lock. And one without parameters.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <vector>

class Queue {
 public:
  void Push(int item) {
    const std::lock_guard lock(mutex_);
    items_.push_back(item);
  }
  bool Full() {
    const std::lock_guard lock(mutex_);
    return items_.size() >= 4;
  }
  bool Take() {
    const std::lock_guard lock(mutex_);
    if (items_.empty()) return false;  // [error_return] nothing
    items_.pop_back();
    return true;
  }

 private:
  std::mutex mutex_;
  std::vector<int> items_;
};

static std::atomic<bool> stopping{false};
static bool Stopping() { return stopping.load(); }

int main() {
  Queue queue;
  queue.Push(1);
  std::printf("%s\n", queue.Full() ? "full" : "room");  // [negation=1] full // asks Queue::Full
  std::printf("%s\n", Stopping() ? "stopping" : "running");  // [negation=1] stopping // asks Stopping
  std::printf("%s\n", queue.Take() ? "taken" : "nothing");  // [!negation] acts
}
