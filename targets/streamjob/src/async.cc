#include "async.h"

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

void Countdown::Arrive() {
  {
    std::lock_guard lock(mutex_);
    if (count_ > 0) --count_;
    if (count_ > 0) return;
  }
  Resume();
}

void Countdown::Release() {
  {
    std::lock_guard lock(mutex_);
    count_ = 0;
  }
  Resume();
}

bool Countdown::IsZero() {
  std::lock_guard lock(mutex_);
  return count_ == 0;
}

// The timer keeps the countdown alive; whoever comes first, it or the last arrival, wakes the waiter up.
bool Countdown::Suspend(std::coroutine_handle<> handle, Executor& executor, Millis limit) {
  const auto self = shared_from_this();
  {
    std::lock_guard lock(mutex_);
    if (count_ == 0) return false;
    waiter_ = handle;
    executor_ = &executor;
  }
  executor.PostAfter(limit, [self] { self->Resume(); });
  return true;
}

void Countdown::Resume() {
  std::coroutine_handle<> waiter;
  Executor* executor = nullptr;
  {
    std::lock_guard lock(mutex_);
    waiter = std::exchange(waiter_, nullptr);
    executor = executor_;
  }
  if (waiter) executor->Post([waiter] { waiter.resume(); });
}

}  // namespace streamjob
