#include "flusher.h"

#include "hooks.h"

namespace blockstore {

void Flusher::Start() { thread_ = std::thread(&Flusher::FlushLoop, this); }

void Flusher::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

uint64_t Flusher::Submit(BlockId id) {
  std::lock_guard lock(mutex_);
  queue_.push_back(id);
  changed_.notify_all();
  return ++submitted_;
}

void Flusher::SubmitAll(const std::vector<BlockId>& ids) {
  std::lock_guard lock(mutex_);
  queue_.insert(queue_.end(), ids.begin(), ids.end());
  submitted_ += ids.size();
  changed_.notify_all();
}

bool Flusher::WaitFor(uint64_t ticket, Millis timeout) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [&] { return stopping_ || flushed_ >= ticket; }) && !stopping_;
}

bool Flusher::IsIdle() {
  std::lock_guard lock(mutex_);
  return queue_.empty();
}

void Flusher::FlushLoop() {
  while (WaitForWork()) {  // [truth: FLUSH_LOOP]
    Stall(g_hooks.flush);
    Spend(cost_.disk_sync);
    std::lock_guard lock(mutex_);
    queue_.pop_front();
    ++flushed_;
    changed_.notify_all();
  }
}

bool Flusher::WaitForWork() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  return !stopping_;
}

}  // namespace blockstore
