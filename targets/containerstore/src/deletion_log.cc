#include "deletion_log.h"

namespace containerstore {

void DeletionLog::Delete(const std::vector<ContainerId>& containers) {
  std::map<NodeId, std::vector<ContainerId>> by_node;
  for (const ContainerId id : containers) {
    for (const NodeId node : containers_.ReplicasOf(id)) by_node[node].push_back(id);
  }
  containers_.Remove(containers);
  std::lock_guard lock(mutex_);
  for (auto& [node, ids] : by_node) {
    const uint64_t id = ++last_id_;
    batches_[id] = {node, std::move(ids), false};
    Send(id, batches_[id]);
  }
}

void DeletionLog::OnStatus(const DeletionStatus& status) {
  std::lock_guard lock(mutex_);
  const auto it = batches_.find(status.batch);
  if (it == batches_.end()) return;
  if (!status.done && !it->second.sent_again) {
    it->second.sent_again = true;
    Send(it->first, it->second);
    return;
  }
  if (!status.done) ++given_up_;
  batches_.erase(it);
}

void DeletionLog::Send(uint64_t id, const Batch& batch) {
  nodes_.QueueCommand(batch.node, {CommandKind::kDelete, {}, id, {}, batch.containers});
}

size_t DeletionLog::CountPending() const {
  std::lock_guard lock(mutex_);
  return batches_.size();
}

}  // namespace containerstore
