#include "replication_manager.h"

#include <algorithm>

namespace blockstore {

void ReplicationManager::Need(BlockId block) { needs_[block] = Request{}; }

void ReplicationManager::Schedule(TimePoint now) {
  for (auto it = needs_.begin(); it != needs_.end();) {
    Request& request = it->second;
    const Block* block = names_.FindBlock(it->first);
    if (block == nullptr || IsSatisfied(*block, now)) {
      it = needs_.erase(it);
      continue;
    }
    const bool due = request.attempts == 0 || now - request.asked > options_.replication_retry;
    if (due && request.attempts < options_.replication_attempts && Ask(*block, now)) {
      request.asked = now;
      ++request.attempts;
    }
    ++it;
  }
}

std::vector<NodeId> ReplicationManager::ChooseTargets(size_t count, const std::vector<NodeId>& excluded,
                                                      TimePoint now) {
  const std::vector<NodeId> nodes = registry_.Nodes();
  std::vector<NodeId> targets;
  for (size_t i = 0; i < nodes.size() && targets.size() < count; ++i) {
    const NodeId node = nodes[(next_target_ + i) % nodes.size()];
    if (std::ranges::find(excluded, node) != excluded.end()) continue;
    if (registry_.IsDead(node, now) || registry_.IsDecommissioning(node)) continue;
    targets.push_back(node);
  }
  ++next_target_;
  return targets;
}

bool ReplicationManager::IsSatisfied(const Block& block, TimePoint now) const {
  const auto lasting = std::ranges::count_if(block.locations, [&](NodeId node) {
    return !registry_.IsDead(node, now) && !registry_.IsDecommissioning(node);
  });
  return static_cast<uint32_t>(lasting) >= options_.replication;
}

bool ReplicationManager::Ask(const Block& block, TimePoint now) {
  const auto source = std::ranges::find_if(block.locations, [&](NodeId node) { return !registry_.IsDead(node, now); });
  if (source == block.locations.end()) return false;
  const std::vector<NodeId> targets = ChooseTargets(1, block.locations, now);
  if (targets.empty()) return false;
  registry_.QueueTransfer(*source, {block.id, registry_.TargetOf(targets.front())});
  return true;
}

}  // namespace blockstore
