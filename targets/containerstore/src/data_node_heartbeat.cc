// Heartbeats of a data node, and the commands that come with their answers.

#include "data_node.h"
#include "hooks.h"

namespace containerstore {

Expected<void> DataNode::Register() {
  const auto registered = scm_.Ask<Empty>(Method::kRegister, self());
  if (!registered) return Unexpected(registered.error());
  std::lock_guard lock(report_mutex_);
  next_.full = true;
  return {};
}

void DataNode::SendHeartbeat() {
  Heartbeat heartbeat = TakeHeartbeat();
  const auto reply = scm_.Ask<HeartbeatReply>(Method::kHeartbeat, heartbeat);
  if (!reply) {
    ++heartbeat_errors_;
    PutBack(std::move(heartbeat));
  } else if (reply->unknown) {
    if (!Register()) ++heartbeat_errors_;
  } else {
    ExecuteCommands(reply->commands);
  }
  scheduler_.After(options_.heartbeat_interval, [this] { SendHeartbeat(); });
}

Heartbeat DataNode::TakeHeartbeat() {
  Heartbeat heartbeat;
  heartbeat.node = id_;
  {
    std::lock_guard lock(report_mutex_);
    std::swap(heartbeat, next_);
  }
  if (heartbeat.full) heartbeat.replicas = store_.List();
  heartbeat.pipelines = pipelines_.TakeReports();
  return heartbeat;
}

// What the SCM did not confirm is told again with the next heartbeat.
void DataNode::PutBack(Heartbeat heartbeat) {
  std::lock_guard lock(report_mutex_);
  next_.full |= heartbeat.full;
  next_.replicas.insert(next_.replicas.begin(), heartbeat.replicas.begin(), heartbeat.replicas.end());
  next_.deletions.insert(next_.deletions.begin(), heartbeat.deletions.begin(), heartbeat.deletions.end());
}

void DataNode::ExecuteCommands(const std::vector<Command>& commands) {
  std::lock_guard lock(state_mutex_);
  for (const Command& command : commands) {  // [truth: HEARTBEAT_COMMANDS]
    Stall(g_hooks.commands);
    Execute(command);
    ++commands_done_;
  }
}

void DataNode::Execute(const Command& command) {
  switch (command.kind) {
    case CommandKind::kCreatePipeline:
      pipelines_.CreateLater(command);
      break;
    case CommandKind::kClosePipeline:
      pipelines_.Leave(command.pipeline);
      Spend(options_.cost.pipeline_close);
      break;
    case CommandKind::kCloseContainer:
      if (const auto closed = store_.Close(command.containers.front()); closed) Report(*closed);
      break;
    case CommandKind::kReplicate:
      replication_.Add(command.containers.front(), command.members);
      break;
    case CommandKind::kDelete:
      io_.Post([this, command, deadline = Clock::now() + options_.delete_deadline] { DeleteBatch(command, deadline); });
      break;
    case CommandKind::kSendFullReport: {
      std::lock_guard lock(report_mutex_);
      next_.full = true;
      break;
    }
    case CommandKind::kScan:
      scanner_.ScanAll(ScanKind::kOnDemand);
      break;
  }
}

void DataNode::Report(const ReplicaInfo& replica) {
  std::lock_guard lock(report_mutex_);
  next_.replicas.push_back(replica);
}

void DataNode::Remove(ContainerId id) {
  if (store_.Remove(id)) Report({id, 0, ReplicaState::kGone});
}

void DataNode::ScanAgain() {
  scanner_.ScanAll(ScanKind::kBackground);
  scheduler_.After(options_.scan_interval, [this] { ScanAgain(); });
}

void DataNode::DeleteBatch(const Command& command, TimePoint deadline) {
  bool done = true;
  for (const ContainerId id : command.containers) {  // [truth: DELETE_LOOP]
    Stall(g_hooks.deletion);
    if (!DeleteInTime(id, deadline)) done = false;
  }
  std::lock_guard lock(report_mutex_);
  next_.deletions.push_back({command.batch, done});
}

Expected<void> DataNode::DeleteInTime(ContainerId id, TimePoint deadline) {
  if (Clock::now() > deadline)
    return Fail(ErrorCode::kExpired, "too late to delete " + ToString(id));  // [truth: DELETE_LATE]
  Spend(options_.cost.container_remove);
  Remove(id);
  return {};
}

}  // namespace containerstore
