// tasks.h: the kinds of tasks.
//
//   HeadTask -> ( WorkerTask | AggregateTask | LookupTask )* -> SinkTask
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "stream_task.h"

namespace streamjob {

enum class Role : uint8_t { kHead, kWorker, kAggregate, kLookup, kSink };

std::shared_ptr<StreamTask> MakeTask(Role role, TaskContext context);

// Reads its log and sends what it finds.
class HeadTask : public StreamTask {
 public:
  explicit HeadTask(TaskContext context);
  uint64_t position() const override { return position_; }

 protected:
  void Step() override;
  Snapshot TakeSnapshot(CheckpointId) override { return {position_, {}}; }
  void Forward(const Buffer& buffer) override { Flush(buffer); }
  void OnFailure() override { context().output->Release(); }

 private:
  void Flush(const Buffer& buffer);

  std::atomic<uint64_t> position_;
};

// A task with a gate.
class InputTask : public StreamTask {
 public:
  explicit InputTask(TaskContext context) : StreamTask(std::move(context)) {}

 protected:
  void Step() override;
  virtual void Handle(const Buffer& buffer);
  virtual void OnData(const std::vector<Record>& records) = 0;
  // Waits for room as long as it takes.
  void Forward(const Buffer& buffer) override;
};

// Applies the user's function to each record, and counts the records of each key.
class WorkerTask : public InputTask {
 public:
  explicit WorkerTask(TaskContext context);

 protected:
  void OnData(const std::vector<Record>& records) override;
  Snapshot TakeSnapshot(CheckpointId checkpoint) override;

 private:
  std::map<uint32_t, int64_t> counts_;
  std::vector<Change> changes_;  // Not in a snapshot yet.
};

// Sums up the values of each key. Records are kept in slices, which are merged before a snapshot is taken; the sums go
// out with the barrier.
class AggregateTask : public InputTask {
 public:
  explicit AggregateTask(TaskContext context);
  void OnCheckpointComplete(CheckpointId) override;
  void OnCheckpointDeclined() override;

 protected:
  void OnData(const std::vector<Record>& records) override;
  void PrepareSnapshot() override;
  Snapshot TakeSnapshot(CheckpointId checkpoint) override;

 private:
  struct Slice {
    std::vector<Record> records;
  };
  void Merge(const Slice& slice);

  std::map<uint32_t, Record> sums_;
  std::map<uint32_t, Record> completed_sums_;  // Of the last completed checkpoint.
  std::vector<Slice> slices_;
  std::vector<Slice> merged_;  // Since the last completed checkpoint.
};

// Adds to each record what a table says about its key; without the table records pass as they are.
class LookupTask : public InputTask {
 public:
  explicit LookupTask(TaskContext context) : InputTask(std::move(context)) {}

 protected:
  void Open() override;
  void OnData(const std::vector<Record>& records) override;
  Snapshot TakeSnapshot(CheckpointId) override { return {}; }

 private:
  Async<std::vector<int64_t>> LoadTable();
  std::vector<int64_t> ReadRows() const;

  std::vector<int64_t> table_;
};

// Writes results: with the checkpoint under exactly-once, at once otherwise.
class SinkTask : public InputTask {
 public:
  explicit SinkTask(TaskContext context) : InputTask(std::move(context)) {}
  void OnCheckpointComplete(CheckpointId checkpoint) override;

 protected:
  void Handle(const Buffer& buffer) override;
  void OnData(const std::vector<Record>& records) override;
  Snapshot TakeSnapshot(CheckpointId checkpoint) override;
  void Forward(const Buffer&) override {}

 private:
  std::vector<Record> transaction_;
};

}  // namespace streamjob
