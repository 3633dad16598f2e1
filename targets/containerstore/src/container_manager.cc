#include "container_manager.h"

#include <algorithm>

#include "hooks.h"

namespace containerstore {

ContainerId ContainerManager::Create(PipelineId pipeline) {
  std::lock_guard lock(mutex_);
  const ContainerId id{++last_id_};
  containers_[id].id = id;
  containers_[id].pipeline = pipeline;
  return id;
}

ContainerId ContainerManager::OpenContainerOf(PipelineId pipeline) {
  {
    std::lock_guard lock(mutex_);
    std::vector<ContainerId> open;
    for (const auto& [id, container] : containers_) {
      if (container.open && container.pipeline == pipeline) open.push_back(id);
    }
    if (!open.empty()) return open[turn_++ % open.size()];
  }
  return Create(pipeline);
}

std::vector<ContainerId> ContainerManager::Close(const std::vector<ContainerId>& containers) {
  std::lock_guard lock(mutex_);
  std::vector<ContainerId> closed;
  for (const ContainerId id : containers) {
    const auto it = containers_.find(id);
    if (it == containers_.end() || !it->second.open) continue;
    it->second.open = false;
    it->second.closed_at = Clock::now();
    closed.push_back(id);
  }
  return closed;
}

std::vector<ContainerId> ContainerManager::OfPipeline(PipelineId pipeline) const {
  std::lock_guard lock(mutex_);
  std::vector<ContainerId> ids;
  for (const auto& [id, container] : containers_) {
    if (container.open && container.pipeline == pipeline) ids.push_back(id);
  }
  return ids;
}

void ContainerManager::Remove(const std::vector<ContainerId>& containers) {
  std::lock_guard lock(mutex_);
  for (const ContainerId id : containers) containers_.erase(id);
}

void ContainerManager::Apply(NodeId node, const ReplicaInfo& replica) {
  Spend(options_.cost.replica_update);
  std::lock_guard lock(mutex_);
  const auto it = containers_.find(replica.container);
  if (it == containers_.end()) return;  // It was deleted meanwhile.
  Container& container = it->second;
  if (replica.state == ReplicaState::kGone) {
    container.replicas.erase(node);
    return;
  }
  container.replicas.insert(node);
  container.bytes = std::max(container.bytes, replica.bytes);
  if (!container.open && replica.state == ReplicaState::kOpen) {
    nodes_.QueueCommand(node, {CommandKind::kCloseContainer, container.pipeline, 0, {}, {container.id}});
  }
}

void ContainerManager::KeepOnly(NodeId node, const std::vector<ReplicaInfo>& replicas) {
  std::set<ContainerId> named;
  for (const ReplicaInfo& replica : replicas) named.insert(replica.container);
  std::lock_guard lock(mutex_);
  for (auto& [id, container] : containers_) {
    if (!named.contains(id)) container.replicas.erase(node);
  }
}

void ContainerManager::ForgetNode(NodeId node) { KeepOnly(node, {}); }

Expected<std::vector<NodeId>> ContainerManager::Locate(ContainerId id) {
  std::lock_guard lock(mutex_);
  const auto it = containers_.find(id);
  if (it == containers_.end()) return Fail(ErrorCode::kNotFound, "no " + ToString(id));
  if (Clock::now() < it->second.suspect_until) {
    return Fail(ErrorCode::kSuspect, ToString(id) + " is suspect");  // [truth: LOCATE_ERROR]
  }
  return std::vector<NodeId>(it->second.replicas.begin(), it->second.replicas.end());
}

void ContainerManager::Suspect(ContainerId id) {
  std::lock_guard lock(mutex_);
  const auto it = containers_.find(id);
  if (it != containers_.end()) it->second.suspect_until = Clock::now() + options_.suspect_ttl;
}

std::vector<NodeId> ContainerManager::ReplicasOf(ContainerId id) const {
  std::lock_guard lock(mutex_);
  const auto it = containers_.find(id);
  if (it == containers_.end()) return {};
  return {it->second.replicas.begin(), it->second.replicas.end()};
}

bool ContainerManager::NeedsCopy(const Container& container, TimePoint now) const {
  return !container.open && container.replicas.size() < options_.pipeline_size && !container.replicas.empty() &&
         now >= container.closed_at + options_.replication_settle && now >= container.copy_asked_until;
}

std::vector<Container> ContainerManager::TakeUnderReplicated(TimePoint now) {
  std::lock_guard lock(mutex_);
  std::vector<Container> found;
  for (auto& [id, container] : containers_) {
    if (!NeedsCopy(container, now)) continue;
    container.copy_asked_until = now + options_.replication_deadline;
    found.push_back(container);
  }
  return found;
}

}  // namespace containerstore
