#include "node_manager.h"

#include "hooks.h"

namespace containerstore {

void NodeManager::Register(const Endpoint& node, TimePoint now) {
  std::lock_guard lock(mutex_);
  nodes_[node.node] = {node, now, {}};
}

HeartbeatReply NodeManager::TakeCommands(NodeId node, TimePoint now) {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  HeartbeatReply reply;
  if (it == nodes_.end()) {
    reply.unknown = true;
    return reply;
  }
  it->second.last_heartbeat = now;
  std::swap(reply.commands, it->second.commands);
  return reply;
}

void NodeManager::QueueCommand(NodeId node, const Command& command) {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  if (it != nodes_.end()) it->second.commands.push_back(command);
}

std::vector<Endpoint> NodeManager::Nodes() const {
  std::lock_guard lock(mutex_);
  std::vector<Endpoint> all;
  for (const auto& [id, node] : nodes_) all.push_back(node.endpoint);
  return all;
}

bool NodeManager::IsKnown(NodeId node) const {
  std::lock_guard lock(mutex_);
  return nodes_.contains(node);
}

Endpoint NodeManager::EndpointOf(NodeId node) const {
  std::lock_guard lock(mutex_);
  const auto it = nodes_.find(node);
  return it == nodes_.end() ? Endpoint{} : it->second.endpoint;
}

void NodeManager::CheckHealth() {
  std::vector<NodeId> dead;
  {
    std::lock_guard lock(mutex_);
    for (const auto& [id, node] : nodes_) {  // [truth: HEALTH_CHECK]
      Stall(g_hooks.health_check);
      if (IsDead(node, Clock::now())) dead.push_back(id);
    }
    for (const NodeId id : dead) nodes_.erase(id);
  }
  for (const NodeId id : dead) events_.Fire(events::kDeadNode, id);
  scheduler_.After(options_.health_interval, [this] { CheckHealth(); });
}

}  // namespace containerstore
