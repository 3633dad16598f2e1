#include "node_registry.h"

namespace blockstore {

void NodeRegistry::Register(const Target& target, TimePoint now) {
  std::lock_guard lock(mutex_);
  Node& node = nodes_[target.node];
  node.target = target;
  node.last_heartbeat = now;
}

HeartbeatReply NodeRegistry::Heartbeat(NodeId node, TimePoint now) {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  HeartbeatReply reply;
  if (it == nodes_.end()) {
    reply.unknown = true;
    return reply;
  }
  it->second.last_heartbeat = now;
  std::swap(reply, it->second.next);
  return reply;
}

void NodeRegistry::Forget(NodeId node) {
  std::lock_guard lock(mutex_);
  nodes_.erase(node);
}

void NodeRegistry::Decommission(NodeId node) {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  if (it != nodes_.end()) it->second.decommissioning = true;
}

bool NodeRegistry::IsStale(NodeId node, TimePoint now) const { return SilenceOf(node, now) > options_.stale_after; }

bool NodeRegistry::IsDead(NodeId node, TimePoint now) const { return SilenceOf(node, now) > options_.dead_after; }

bool NodeRegistry::IsDecommissioning(NodeId node) const {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  return it != nodes_.end() && it->second.decommissioning;
}

std::vector<NodeId> NodeRegistry::Nodes() const {
  std::lock_guard lock(mutex_);
  std::vector<NodeId> ids;
  for (const auto& [id, node] : nodes_) ids.push_back(id);
  return ids;
}

Target NodeRegistry::TargetOf(NodeId node) const {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  return it == nodes_.end() ? Target{} : it->second.target;
}

void NodeRegistry::QueueCommand(NodeId node, const Command& command) {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  if (it != nodes_.end()) it->second.next.commands.push_back(command);
}

void NodeRegistry::QueueTransfer(NodeId source, const TransferJob& job) {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(source);
  if (it == nodes_.end()) return;
  HeartbeatReply& next = it->second.next;
  if (next.jobs.empty()) next.commands.push_back({CommandKind::kReplicate, kNoBlock});
  next.jobs.push_back(job);
}

Clock::duration NodeRegistry::SilenceOf(NodeId node, TimePoint now) const {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  return it == nodes_.end() ? Clock::duration::max() : now - it->second.last_heartbeat;
}

}  // namespace blockstore
