// stream_task.h: what all tasks have in common: a thread, a mailbox, and their part in checkpoints.
//
// Everything that touches the state of a task happens in its thread, also what comes as a mail. The way of a
// checkpoint: Prepare (a mail) -> barrier -> TakeSnapshot (in its thread) -> writing (in `io`) -> acknowledged.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "async.h"
#include "channel.h"
#include "checkpoint_storage.h"
#include "result_store.h"

namespace streamjob {

using MapFunction = std::function<int64_t(const Record&)>;

struct TaskReport {
  TaskId task = 0;
  GateId attempt = 0;
  std::string reason;
  uint64_t position = 0;  // Of a head: what it would have sent next.
};

// What a snapshot has of one task.
struct Acknowledgement {
  TaskId task = 0;
  CheckpointId checkpoint = 0;
  uint64_t position = 0;
  bool has_segment = false;
};

class TaskListener {
 public:
  virtual ~TaskListener() = default;
  virtual void OnTaskEnded(const TaskReport& report) = 0;
  virtual void OnAcknowledged(const Acknowledgement& acknowledgement) = 0;
  virtual void OnDeclined(TaskId task, CheckpointId checkpoint, const std::string& reason) = 0;
};

struct TaskContext {
  TaskId id = 0;
  GateId attempt = 0;
  const Options& options;
  TaskListener& listener;
  CheckpointStorage& storage;
  ResultStore& results;
  SourceLog* log = nullptr;  // Of a head.
  MapFunction map;
  Executor* io = nullptr;
  std::shared_ptr<InputGate> gate;        // Heads have none.
  std::unique_ptr<OutputChannel> output;  // Sinks have none.
  uint64_t position = 0;                  // Where a head begins.
  std::vector<Change> state;              // What the task begins with.
};

struct Snapshot {
  uint64_t position = 0;
  std::vector<Change> changes;
};

class StreamTask : public std::enable_shared_from_this<StreamTask> {
 public:
  explicit StreamTask(TaskContext context) : context_(std::move(context)) {}
  virtual ~StreamTask() = default;
  void Start();
  void RequestCancel();
  void Join();

  // Gets the task ready for a checkpoint. The future breaks when the task ends before.
  std::future<void> Prepare(CheckpointId checkpoint);
  // Nobody waits any more for the task to get ready.
  void AbandonPrepare(CheckpointId checkpoint) { abandoned_ = checkpoint; }
  void Mail(std::function<void()> mail);

  // For the thread of the task.
  void OnBarrier(CheckpointId checkpoint);
  virtual void OnCheckpointComplete(CheckpointId) {}
  // No task took a snapshot for it that counts.
  virtual void OnCheckpointDeclined() {}

  // 0 while it is not ready for any checkpoint.
  CheckpointId prepared() const { return prepared_ == abandoned_ ? 0 : prepared_.load(); }
  const TaskContext& context() const { return context_; }
  bool cancelled() const { return cancelled_; }
  virtual uint64_t position() const { return 0; }

 protected:
  virtual void Open() {}
  virtual void Step() = 0;
  virtual void PrepareSnapshot() {}
  virtual Snapshot TakeSnapshot(CheckpointId checkpoint) = 0;
  virtual void Forward(const Buffer& buffer) = 0;
  virtual void OnFailure() {}

 private:
  void Run();
  void RunMails();
  Async<> RunBarrierTask(CheckpointId checkpoint);
  Detached StartBarrierTask(std::shared_ptr<StreamTask> self, CheckpointId checkpoint);
  void WriteChanges(CheckpointId checkpoint, const std::vector<Change>& changes);

  TaskContext context_;
  std::atomic<bool> cancelled_{false};
  std::atomic<CheckpointId> prepared_{0};
  std::atomic<CheckpointId> abandoned_{0};
  CheckpointId snapshot_taken_ = 0;
  std::mutex write_mutex_;  // Segments are written one after the other.
  std::mutex mutex_;        // Guards mails_.
  std::deque<std::function<void()>> mails_;
  std::thread thread_;
};

}  // namespace streamjob
