#include "job_manager.h"

#include "error.h"

namespace streamjob {

JobManager::JobManager(JobGraph graph, const Options& options, std::vector<TaskManager*> task_managers,
                       std::vector<SourceLog*> logs, CheckpointStorage& storage, ResultStore& results)
    : graph_(std::move(graph)),
      options_(options),
      task_managers_(std::move(task_managers)),
      logs_(std::move(logs)),
      storage_(storage),
      results_(results),
      attempts_(task_count()),
      gates_(task_count()),
      strategy_(options.restart_attempts, options.restart_delay, 1),
      progress_(options),
      failures_(options, [this](const std::string& reason) { RequestRestart(reason); }),
      coordinator_(*this, storage, failures_, options) {}

void JobManager::Start() {
  state_ = JobState::kRunning;
  DeployAll();
}

void JobManager::Stop() {
  state_ = JobState::kStopped;
  main_.Stop();
  CancelAll();
}

Role JobManager::RoleOf(TaskId task) const {
  if (task < graph_.heads) return Role::kHead;
  if (task + 1 == task_count()) return Role::kSink;
  return graph_.chain[task - graph_.heads];
}

// The sink first: a task needs the gate of the next one.
void JobManager::DeployAll() {
  const CompletedCheckpoint latest = storage_.Latest();
  results_.Recover(latest.id);
  std::vector<std::vector<Change>> states(task_count());
  for (const Segment& segment : latest.segments) {
    const std::vector<Change> changes = storage_.ReadSegment(segment);
    states.at(segment.task).insert(states.at(segment.task).end(), changes.begin(), changes.end());
  }
  for (TaskId task = static_cast<TaskId>(task_count()); task-- > 0;) {
    const auto position = latest.positions.find(task);
    DeployTask(task, position == latest.positions.end() ? 0 : position->second, std::move(states[task]));
  }
  coordinator_.Start(latest);
}

void JobManager::DeployTask(TaskId task, uint64_t position, std::vector<Change> state) {
  const Role role = RoleOf(task);
  TaskContext context{.id = task,
                      .attempt = next_attempt_++,
                      .options = options_,
                      .listener = *this,
                      .storage = storage_,
                      .results = results_,
                      .map = graph_.map,
                      .gate = {},
                      .output = {},
                      .state = {}};
  context.io = &ManagerOf(task).io();
  context.position = position;
  context.state = std::move(state);
  if (role == Role::kHead) {
    context.log = logs_.at(task);
  } else {
    context.gate = std::make_shared<InputGate>(task == graph_.heads ? graph_.heads : 1, options_);
    ManagerOf(task).data().Add(context.attempt, context.gate);
    gates_[task] = context.gate;
  }
  if (role != Role::kSink) context.output = OpenOutput(task);
  attempts_[task] = context.attempt;
  const std::shared_ptr<StreamTask> deployed = MakeTask(role, std::move(context));
  if (role == Role::kHead) progress_.Add(deployed);
  ManagerOf(task).Deploy(deployed);
}

std::unique_ptr<OutputChannel> JobManager::OpenOutput(TaskId task) {
  const bool is_head = task < graph_.heads;
  const TaskId next = is_head ? static_cast<TaskId>(graph_.heads) : task + 1;
  const size_t channel = is_head ? task : 0;
  TaskManager& manager = ManagerOf(next);
  if (&manager == &ManagerOf(task)) return std::make_unique<LocalChannel>(gates_[next], channel);
  return std::make_unique<RemoteChannel>(manager.data().port(), attempts_[next], channel);
}

// The tasks first: the coordinator may be waiting for one of them.
void JobManager::CancelAll() {
  for (TaskManager* manager : task_managers_) manager->RequestCancelAll();
  coordinator_.Stop();
  for (TaskManager* manager : task_managers_) manager->JoinAll();
}

void JobManager::RequestRestart(const std::string&) {
  main_.Post([this] { Restart(); });
}

void JobManager::OnTaskEnded(const TaskReport& report) {
  main_.Post([this, report] { HandleEnd(report); });
}

void JobManager::OnDeclined(TaskId, CheckpointId checkpoint, const std::string&) {
  coordinator_.OnDeclined(checkpoint);
}

void JobManager::HandleEnd(const TaskReport& report) {
  if (state_ != JobState::kRunning || report.attempt != attempts_[report.task]) return;
  if (RoleOf(report.task) != Role::kHead) {
    Restart();
    return;
  }
  ++head_failures_;
  coordinator_.AbortPending();
  try {
    DeployTask(report.task, report.position, {});
  } catch (const Error&) {
    Restart();
  }
}

void JobManager::Restart() {
  if (state_ != JobState::kRunning) return;
  state_ = JobState::kRestarting;
  CancelAll();
  const std::optional<Millis> pause = strategy_.Next();
  if (!pause) {
    state_ = JobState::kFailed;
    return;
  }
  ++restarts_;
  std::this_thread::sleep_for(*pause);
  state_ = JobState::kRunning;
  try {
    DeployAll();
  } catch (const Error& error) {
    RequestRestart(error.what());
  }
}

// A task that does not get ready is left to its barrier: the others may be ready in the meantime.
void JobManager::PrepareTasks(CheckpointId checkpoint) {
  for (TaskId task = 0; task < task_count(); ++task) {
    try {
      ManagerOf(task).SwitchToCheckpointing(task, checkpoint);
    } catch (const TransitionError&) {
      continue;
    }
  }
}

void JobManager::TriggerBarriers(CheckpointId checkpoint) {
  for (TaskId head = 0; head < graph_.heads; ++head) {
    ManagerOf(head).Mail(head, [checkpoint](StreamTask& task) { task.OnBarrier(checkpoint); });
  }
}

void JobManager::NotifyComplete(CheckpointId checkpoint) {
  for (TaskId task = 0; task < task_count(); ++task) {
    ManagerOf(task).Mail(task, [checkpoint](StreamTask& receiver) { receiver.OnCheckpointComplete(checkpoint); });
  }
}

void JobManager::NotifyDeclined() {
  for (TaskId task = 0; task < task_count(); ++task) {
    ManagerOf(task).Mail(task, [](StreamTask& receiver) { receiver.OnCheckpointDeclined(); });
  }
}

}  // namespace streamjob
