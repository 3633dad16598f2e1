#include "edit_log.h"

#include <utility>

#include "hooks.h"

namespace blockstore {

void EditLog::Start() { thread_ = std::thread(&EditLog::FlushLoop, this); }

void EditLog::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void EditLog::Add() {
  {
    std::lock_guard lock(mutex_);
    if (waiting_ + flushing_ == 0) since_ = Clock::now();
    ++waiting_;
  }
  changed_.notify_all();
}

Clock::duration EditLog::Behind(TimePoint now) {
  std::lock_guard lock(mutex_);
  return waiting_ + flushing_ == 0 ? Clock::duration::zero() : now - since_;
}

void EditLog::TakeOver(TimePoint now) {
  std::lock_guard lock(mutex_);
  since_ = now;
}

// What waits when a flush begins is written by the next one.
void EditLog::FlushLoop() {
  while (const size_t edits = WaitForEdits()) {
    for (size_t i = 0; i < edits; ++i) {  // [truth: EDIT_FLUSH_LOOP]
      Stall(g_hooks.edit_flush);
      Spend(cost_.edit_flush);
    }
  }
}

size_t EditLog::WaitForEdits() {
  std::unique_lock lock(mutex_);
  flushing_ = 0;
  changed_.wait(lock, [this] { return stopping_ || waiting_ > 0; });
  if (stopping_) return 0;
  flushing_ = std::exchange(waiting_, 0);
  since_ = Clock::now();
  return flushing_;
}

}  // namespace blockstore
