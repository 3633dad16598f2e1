// task_manager.h: runs tasks, and receives what tasks of other task managers send to them.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "channel.h"
#include "stream_task.h"

namespace streamjob {

class TaskManager {
 public:
  explicit TaskManager(const Options& options) : options_(options) {}
  ~TaskManager() { Stop(); }
  void Stop();

  DataServer& data() { return data_; }
  Executor& io() { return io_; }

  // Takes the place of an earlier one with the same id, which has ended.
  void Deploy(std::shared_ptr<StreamTask> task);
  // In two steps, because tasks of several task managers may wait for each other.
  void RequestCancelAll();
  void JoinAll();

  // Has the task get ready for the checkpoint. Throws TransitionError when that takes too long.
  void SwitchToCheckpointing(TaskId task, CheckpointId checkpoint);
  void Mail(TaskId task, const std::function<void(StreamTask&)>& mail);

 private:
  std::shared_ptr<StreamTask> Find(TaskId task);

  const Options options_;
  DataServer data_;
  Executor io_{3};
  std::mutex mutex_;  // Guards tasks_.
  std::map<TaskId, std::shared_ptr<StreamTask>> tasks_;
};

}  // namespace streamjob
