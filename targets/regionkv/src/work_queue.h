// work_queue.h: hands work to a thread.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace regionkv {

template <typename T>
class WorkQueue {
 public:
  // Together: whoever takes one can take all.
  void PushAll(const std::vector<T>& items) {
    std::lock_guard lock(mutex_);
    items_.insert(items_.end(), items.begin(), items.end());
    changed_.notify_one();
  }
  // Unless it waits already.
  void PushOnce(const T& item) {
    std::lock_guard lock(mutex_);
    if (std::ranges::find(items_, item) != items_.end()) return;
    items_.push_back(item);
    changed_.notify_one();
  }
  // The oldest items, at most `limit`; waits for one. None after Close().
  std::vector<T> Take(size_t limit) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
    std::vector<T> taken;
    if (closed_) return taken;
    const auto end = items_.begin() + static_cast<ptrdiff_t>(std::min(limit, items_.size()));
    taken.assign(std::make_move_iterator(items_.begin()), std::make_move_iterator(end));
    items_.erase(items_.begin(), end);
    return taken;
  }
  void Close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace regionkv
