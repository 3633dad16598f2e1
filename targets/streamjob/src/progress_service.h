// progress_service.h: how far the heads of a job have come.
//
// Once per interval the service asks every head for its position; the lowest one is the job's watermark.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "stream_task.h"

namespace streamjob {

class ProgressService {
 public:
  explicit ProgressService(const Options& options);
  ~ProgressService();
  // The next one with the same id takes the place of the head.
  void Add(std::shared_ptr<StreamTask> head);

  // Throws ProgressError when there is none in time.
  uint64_t Watermark();
  // As above, with several attempts.
  uint64_t WaitForWatermark();
  uint64_t errors() const { return errors_; }
  uint64_t emitted() const { return emitted_; }

 private:
  void EmitLoop();
  void EmitWatermarks();

  const Options options_;
  std::timed_mutex mutex_;  // Guards what follows.
  std::map<TaskId, std::shared_ptr<StreamTask>> heads_;
  std::map<TaskId, uint64_t> watermarks_;

  std::atomic<uint64_t> errors_{0};
  std::atomic<uint64_t> emitted_{0};
  std::atomic<bool> stopping_{false};
  std::thread emitter_;
};

}  // namespace streamjob
