// checkpoint_coordinator.h: takes checkpoints of a job, one at a time.
//
//   tasks get ready -> barriers from the heads -> all tasks acknowledge -> `latest` -> tasks are told
//
// What a task has written counts for later checkpoints, too, if it comes too late for its own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "async.h"
#include "error.h"
#include "stream_task.h"

namespace streamjob {

// The job as the coordinator sees it.
class CheckpointedJob {
 public:
  virtual ~CheckpointedJob() = default;
  virtual size_t task_count() const = 0;
  virtual void PrepareTasks(CheckpointId checkpoint) = 0;
  virtual void TriggerBarriers(CheckpointId checkpoint) = 0;
  virtual void NotifyComplete(CheckpointId checkpoint) = 0;
  virtual void NotifyDeclined() = 0;
};

// Decides when so many checkpoints have failed that the job has.
class CheckpointFailureManager {
 public:
  CheckpointFailureManager(const Options& options, std::function<void(std::string)> fail_job)
      : options_(options), fail_job_(std::move(fail_job)) {}
  void OnSuccess() { consecutive_failures_ = 0; }
  void OnFailure(const CheckpointException& failure);
  uint64_t failures() const { return failures_; }

 private:
  const Options options_;
  const std::function<void(std::string)> fail_job_;
  std::atomic<int> consecutive_failures_{0};
  std::atomic<uint64_t> failures_{0};
};

class CheckpointCoordinator {
 public:
  CheckpointCoordinator(CheckpointedJob& job, CheckpointStorage& storage, CheckpointFailureManager& failures,
                        const Options& options)
      : job_(job), storage_(storage), failures_(failures), options_(options) {}

  // From `latest` on; what was written after it does not count.
  void Start(const CompletedCheckpoint& latest);
  // Aborts the checkpoint that is under way.
  void Stop();
  void AbortPending();
  // Throws CheckpointException through the future.
  std::future<CheckpointId> Trigger();

  void OnAcknowledged(const Acknowledgement& acknowledgement);
  void OnDeclined(CheckpointId checkpoint);
  uint64_t completed() const { return completed_; }

 private:
  struct Pending {
    CheckpointId id = 0;
    std::shared_ptr<Countdown> missing;  // Tasks that have not acknowledged.
    std::map<TaskId, uint64_t> positions;
    bool declined = false;
    bool aborted = false;
  };

  Async<> Periodically(std::shared_ptr<Countdown> stop);
  Async<CheckpointId> Checkpoint();
  Async<CheckpointId> Run();
  std::shared_ptr<Pending> Begin();
  CompletedCheckpoint Finish(Pending& pending);
  void Store(const CompletedCheckpoint& checkpoint);

  CheckpointedJob& job_;
  CheckpointStorage& storage_;
  CheckpointFailureManager& failures_;
  const Options options_;

  std::mutex mutex_;  // Guards what follows.
  bool running_ = false;
  CheckpointId last_id_ = 0;
  CheckpointId first_of_attempt_ = 1;  // Later than this: of tasks that run.
  std::shared_ptr<Pending> pending_;
  std::vector<Segment> segments_;
  std::shared_ptr<Countdown> stop_;
  std::future<void> periodic_;

  std::atomic<uint64_t> completed_{0};
  Executor executor_{3};
};

}  // namespace streamjob
