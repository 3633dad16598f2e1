#include "report_queue.h"

#include <algorithm>

namespace blockstore {
namespace {

constexpr size_t kFixedBatchMax = 8;
constexpr int kFixedPauseMax = 32;  // In heartbeats.

}  // namespace

void ReportQueue::Add(const ReportEntry& entry) {
  {
    std::lock_guard lock(mutex_);
    if (entries_.empty()) since_ = Clock::now();
    entries_.push_back(entry);
    entries_.back().sequence = ++last_sequence_;
    has_news_ = true;
  }
  changed_.notify_all();
}

ReportBatch ReportQueue::TakeDue(TimePoint now) {
  std::lock_guard lock(mutex_);
  ReportBatch batch;
  if (entries_.empty() || now < DueAt()) return batch;
  on_its_way_ = true;
  batch.since = since_;
  if (kFixed && entries_.size() > kFixedBatchMax) {
    const auto end = entries_.begin() + kFixedBatchMax;
    batch.entries.assign(entries_.begin(), end);
    entries_.erase(entries_.begin(), end);
  } else {
    batch.entries.swap(entries_);
  }
  return batch;
}

// The entries keep their age: they have waited long enough and leave with the next heartbeat. (Fixed: after a pause
// that doubles while the name node does not keep up.)
void ReportQueue::PutBack(ReportBatch batch, TimePoint now) {
  std::lock_guard lock(mutex_);
  batch.entries.insert(batch.entries.end(), entries_.begin(), entries_.end());
  entries_.swap(batch.entries);
  since_ = batch.since;
  on_its_way_ = false;
  not_before_ = now + options_.heartbeat_interval;
  if constexpr (kFixed) {
    not_before_ = now + options_.report_interval + pause_;
    pause_ = std::min(pause_ * 2, options_.heartbeat_interval * kFixedPauseMax);
  }
}

void ReportQueue::Delivered() {
  std::lock_guard lock(mutex_);
  on_its_way_ = false;
  pause_ = options_.heartbeat_interval;
  has_news_ = has_news_ || (kFixed && !entries_.empty());
}

void ReportQueue::WaitForWork() {
  std::unique_lock lock(mutex_);
  TimePoint wake_up = Clock::now() + options_.heartbeat_interval;
  if (!entries_.empty()) wake_up = std::min(wake_up, DueAt());
  changed_.wait_until(lock, wake_up, [this] { return has_news_; });
  has_news_ = false;
}

void ReportQueue::WakeUp() {
  {
    std::lock_guard lock(mutex_);
    has_news_ = true;
  }
  changed_.notify_all();
}

bool ReportQueue::IsEmpty() {
  std::lock_guard lock(mutex_);
  return entries_.empty() && !on_its_way_;
}

TimePoint ReportQueue::DueAt() const { return std::max(since_ + options_.report_interval, not_before_); }

}  // namespace blockstore
