// fca/in_order.h — work on all cores whose results are taken up in order, so that they don't depend on the threads.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace csnake::fca {

// Calls `make(i)` for i in 0..count-1, on as many threads as there are cores, and `take(made)` in the order of i, one
// at a time. At most one result per thread waits. Neither may throw.
template <class Make, class Take>
void InOrder(size_t count, const Make& make, const Take& take) {
  std::mutex mutex;
  std::condition_variable turn_changed;
  size_t next = 0, turn = 0;
  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (next < count) {
      const size_t index = next++;
      lock.unlock();
      auto made = make(index);
      lock.lock();
      turn_changed.wait(lock, [&] { return turn == index; });
      take(std::move(made));
      ++turn;
      turn_changed.notify_all();
    }
  };
  std::vector<std::jthread> threads;
  for (size_t i = 1; i < std::min<size_t>(count, std::max(1U, std::thread::hardware_concurrency())); ++i)
    threads.emplace_back(work);
  work();
}

}  // namespace csnake::fca
