#include "replication_supervisor.h"

#include "hooks.h"
#include "rpc.h"

namespace containerstore {

void PeerHealth::NoteFailure(NodeId peer) {
  std::lock_guard lock(mutex_);
  retry_at_[peer] = Clock::now() + options_.peer_retry_after;
}

bool PeerHealth::IsAvailable(NodeId peer) const {
  std::lock_guard lock(mutex_);
  const auto it = retry_at_.find(peer);
  return it == retry_at_.end() || Clock::now() >= it->second;
}

void ReplicationSupervisor::Add(ContainerId container, const std::vector<Endpoint>& sources) {
  if (sources.empty() || store_.Has(container)) return;
  const Endpoint source = sources[static_cast<size_t>(container) % sources.size()];
  std::lock_guard lock(mutex_);
  tasks_.push_back({container, source, Clock::now() + options_.replication_deadline});
  if (tasks_.size() == 1) executor_.Post([this] { RunNext(); });
}

void ReplicationSupervisor::RunNext() {  // [truth: REPLICATION_COMMANDS]
  Stall(g_hooks.replication);
  std::unique_lock lock(mutex_);
  const CopyTask task = tasks_.front();
  lock.unlock();
  if (const auto copied = Copy(task); !copied) OnFailure(task, copied.error());
  lock.lock();
  tasks_.pop_front();
  if (!tasks_.empty()) executor_.Post([this] { RunNext(); });
}

Expected<void> ReplicationSupervisor::Copy(const CopyTask& task) {
  if (Clock::now() > task.deadline) {
    return Fail(ErrorCode::kExpired, "too late to copy " + ToString(task.container));  // [truth: REPLICATION_ERROR]
  }
  RpcClient source(task.source.port, options_.copy_timeout);
  const auto container = source.Ask<ContainerData>(Method::kCopy, task.container);
  if (!container) return Unexpected(container.error());
  Spend(options_.cost.container_copy);
  const auto replica = store_.Import(task.container, container->data);
  if (!replica) return Unexpected(replica.error());
  imported_(*replica);
  ++copied_;
  return {};
}

// A source that cannot be copied from is left alone for a while. (Fixed: not for a command that came too late; that is
// no fault of the source.)
void ReplicationSupervisor::OnFailure(const CopyTask& task, const Error& error) {
  ++failures_;
  if (kFixed && error.code() == ErrorCode::kExpired) return;
  peers_.NoteFailure(task.source.node);
}

}  // namespace containerstore
