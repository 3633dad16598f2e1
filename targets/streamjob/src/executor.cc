#include "executor.h"

namespace streamjob {

Executor::Executor(size_t threads) {
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back(&Executor::Run, this);
}

void Executor::PostAfter(Millis delay, std::function<void()> job) {
  {
    std::lock_guard lock(mutex_);
    jobs_.emplace(Clock::now() + delay, std::move(job));
  }
  changed_.notify_one();
}

void Executor::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Executor::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    const bool due = !jobs_.empty() && jobs_.begin()->first <= Clock::now();
    if (due) {
      const auto job = jobs_.extract(jobs_.begin());
      lock.unlock();
      job.mapped()();
      lock.lock();
    } else if (stopping_) {
      return;
    } else if (jobs_.empty()) {
      changed_.wait(lock);
    } else {
      const TimePoint next = jobs_.begin()->first;
      changed_.wait_until(lock, next);
    }
  }
}

}  // namespace streamjob
