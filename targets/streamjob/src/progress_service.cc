#include "progress_service.h"

#include <algorithm>

#include "error.h"
#include "hooks.h"

namespace streamjob {

ProgressService::ProgressService(const Options& options)
    : options_(options), emitter_(&ProgressService::EmitLoop, this) {}

ProgressService::~ProgressService() {
  stopping_ = true;
  emitter_.join();
}

void ProgressService::Add(std::shared_ptr<StreamTask> head) {
  std::lock_guard lock(mutex_);
  heads_[head->context().id] = std::move(head);
}

uint64_t ProgressService::Watermark() {
  std::unique_lock lock(mutex_, options_.progress_timeout);
  if (!lock.owns_lock()) throw ProgressError("watermarks are late");  // [truth: PROGRESS_ERROR]
  uint64_t lowest = watermarks_.empty() ? 0 : watermarks_.begin()->second;
  for (const auto& [head, watermark] : watermarks_) lowest = std::min(lowest, watermark);
  return lowest;
}

uint64_t ProgressService::WaitForWatermark() {
  for (int attempt = 1;; ++attempt) {
    try {
      return Watermark();
    } catch (const ProgressError&) {
      ++errors_;
      if (attempt >= options_.progress_attempts) throw;
    }
    std::this_thread::sleep_for(options_.progress_backoff);
  }
}

void ProgressService::EmitLoop() {
  while (!stopping_) {
    EmitWatermarks();
    std::this_thread::sleep_for(options_.watermark_interval);
  }
}

void ProgressService::EmitWatermarks() {
  std::lock_guard lock(mutex_);
  for (const auto& [id, head] : heads_) {  // [truth: WATERMARK_LOOP]
    Stall(g_hooks.watermark);
    watermarks_[id] = head->position();
    ++emitted_;
  }
}

}  // namespace streamjob
