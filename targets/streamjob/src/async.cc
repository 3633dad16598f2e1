#include "async.h"

namespace streamjob {

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
