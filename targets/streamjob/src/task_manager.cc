#include "task_manager.h"

#include "error.h"

namespace streamjob {

void TaskManager::Stop() {
  RequestCancelAll();
  JoinAll();
  data_.Stop();
  io_.Stop();
}

void TaskManager::Deploy(std::shared_ptr<StreamTask> task) {
  std::shared_ptr<StreamTask> earlier;
  {
    std::lock_guard lock(mutex_);
    earlier = std::exchange(tasks_[task->context().id], task);
  }
  if (earlier) earlier->Join();
  task->Start();
}

void TaskManager::RequestCancelAll() {
  std::lock_guard lock(mutex_);
  for (const auto& [id, task] : tasks_) task->RequestCancel();
  data_.CloseGates();
}

void TaskManager::JoinAll() {
  std::map<TaskId, std::shared_ptr<StreamTask>> tasks;
  {
    std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (const auto& [id, task] : tasks) task->Join();
}

// (Fixed: who is late is waited for; the checkpoint has a time-out of its own.)
void TaskManager::SwitchToCheckpointing(TaskId id, CheckpointId checkpoint) {
  const std::shared_ptr<StreamTask> task = Find(id);
  if (!task) return;
  std::future<void> ready = task->Prepare(checkpoint);
  if constexpr (kFixed) {
    while (!task->cancelled() && ready.wait_for(options_.transition_timeout) != std::future_status::ready) continue;
    return;
  }
  if (ready.wait_for(options_.transition_timeout) != std::future_status::ready) {
    task->AbandonPrepare(checkpoint);
    throw TransitionError("task " + std::to_string(id) + " does not get ready");  // [truth: TRANSITION_FAILS]
  }
}

void TaskManager::Mail(TaskId id, const std::function<void(StreamTask&)>& mail) {
  const std::shared_ptr<StreamTask> task = Find(id);
  if (!task) return;
  StreamTask& receiver = *task;
  task->Mail([mail, &receiver] { mail(receiver); });
}

std::shared_ptr<StreamTask> TaskManager::Find(TaskId id) {
  std::lock_guard lock(mutex_);
  const auto found = tasks_.find(id);
  return found == tasks_.end() ? nullptr : found->second;
}

}  // namespace streamjob
