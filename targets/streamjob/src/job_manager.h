// job_manager.h: deploys the tasks of a job, and again when they fail.
//
//   heads (one per log) -> chain -> sink        task i runs on task manager i % n
//
// A head that fails is replaced by one that goes on where it stopped. When any other task ends, the whole job begins
// again from its last completed checkpoint.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "checkpoint_coordinator.h"
#include "progress_service.h"
#include "restart_strategy.h"
#include "task_manager.h"
#include "tasks.h"

namespace streamjob {

struct JobGraph {
  size_t heads = 1;
  std::vector<Role> chain;  // Between heads and sink.
  MapFunction map = [](const Record& record) { return record.value; };
};

enum class JobState : uint8_t { kCreated, kRunning, kRestarting, kFailed, kStopped };

class JobManager : public TaskListener, public CheckpointedJob {
 public:
  // `logs` has one log per head.
  JobManager(JobGraph graph, const Options& options, std::vector<TaskManager*> task_managers,
             std::vector<SourceLog*> logs, CheckpointStorage& storage, ResultStore& results);
  ~JobManager() override { Stop(); }
  void Start();
  void Stop();

  std::future<CheckpointId> TriggerCheckpoint() { return coordinator_.Trigger(); }
  // From the last completed checkpoint.
  void RequestRestart(const std::string& reason);
  JobState state() const { return state_; }
  ProgressService& progress() { return progress_; }
  uint64_t checkpoints() const { return coordinator_.completed(); }
  uint64_t checkpoint_failures() const { return failures_.failures(); }
  uint64_t restarts() const { return restarts_; }
  uint64_t head_failures() const { return head_failures_; }

  void OnTaskEnded(const TaskReport& report) override;
  void OnAcknowledged(const Acknowledgement& acknowledgement) override { coordinator_.OnAcknowledged(acknowledgement); }
  void OnDeclined(TaskId task, CheckpointId checkpoint, const std::string& reason) override;

  size_t task_count() const override { return graph_.heads + graph_.chain.size() + 1; }
  void PrepareTasks(CheckpointId checkpoint) override;
  void TriggerBarriers(CheckpointId checkpoint) override;
  void NotifyComplete(CheckpointId checkpoint) override;
  void NotifyDeclined() override;

 private:
  Role RoleOf(TaskId task) const;
  TaskManager& ManagerOf(TaskId task) const { return *task_managers_[task % task_managers_.size()]; }
  void DeployAll();
  void DeployTask(TaskId task, uint64_t position, std::vector<Change> state);
  std::unique_ptr<OutputChannel> OpenOutput(TaskId task);
  void CancelAll();
  void HandleEnd(const TaskReport& report);
  void Restart();

  const JobGraph graph_;
  const Options options_;
  const std::vector<TaskManager*> task_managers_;
  const std::vector<SourceLog*> logs_;
  CheckpointStorage& storage_;
  ResultStore& results_;

  // Only for the thread of `main_`, and for Start and Stop.
  std::vector<GateId> attempts_;
  std::vector<std::shared_ptr<InputGate>> gates_;
  GateId next_attempt_ = 1;
  RestartStrategy strategy_;

  std::atomic<JobState> state_{JobState::kCreated};
  std::atomic<uint64_t> restarts_{0};
  std::atomic<uint64_t> head_failures_{0};
  ProgressService progress_;
  CheckpointFailureManager failures_;
  CheckpointCoordinator coordinator_;
  Executor main_{1};
};

}  // namespace streamjob
