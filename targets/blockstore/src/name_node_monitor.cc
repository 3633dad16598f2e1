// What the name node does by itself.

#include "error.h"
#include "hooks.h"
#include "name_node.h"

namespace blockstore {

void NameNode::NodeMonitorLoop() {
  while (!stopping_) {
    try {
      CheckNodes();
      if (options_.failover_after > Millis(0) && edits_.Behind(Clock::now()) > options_.failover_after) FailOver();
    } catch (const Error&) {
      ++internal_errors_;
    }
    std::this_thread::sleep_for(options_.monitor_interval);
  }
}

void NameNode::CheckNodes() {
  std::lock_guard lock(mutex_);
  for (const NodeId node : registry_.Nodes()) {  // [truth: NODE_CHECK_LOOP]
    Stall(g_hooks.node_check);
    if (registry_.IsDead(node, Clock::now())) GiveUpNode(node);  // [truth: DATANODE_TIMEOUT]
  }
  replication_.Schedule(Clock::now());
}

// The other name node of the pair takes over. Both are this object: they share the name space by the edit log, and an address.
void NameNode::FailOver() {
  ++term_;
  edits_.TakeOver(Clock::now());
}

void NameNode::GiveUpNode(NodeId node) {
  registry_.Forget(node);
  for (const BlockId id : names_.BlocksAt(node)) {  // [truth: GIVE_UP_LOOP]
    Spend(options_.cost.block_update);
    std::erase(names_.GetBlock(id).locations, node);
    replication_.Need(id);
  }
}

void NameNode::Decommission(NodeId node) {
  std::lock_guard lock(mutex_);
  registry_.Decommission(node);
  for (const BlockId id : names_.BlocksAt(node)) replication_.Need(id);
}

void NameNode::LeaseMonitorLoop() {
  while (!stopping_) {
    try {
      RecoverLeases();
    } catch (const Error&) {
      ++internal_errors_;
    }
    std::this_thread::sleep_for(options_.lease_check_interval);
  }
}

// Recovery changes leases and files together, so the name space stays locked for the whole pass, also while the edit
// log is written. (Fixed: others get in while the edit log is written.)
void NameNode::RecoverLeases() {
  const std::vector<FileId> expired = leases_.ExpiredFiles(Clock::now());
  if (expired.empty()) return;
  std::unique_lock lock(mutex_);
  for (const FileId id : expired) {  // [truth: LEASE_RECOVERY_LOOP]
    if (stopping_) return;
    RecoverFile(id);
    if constexpr (kFixed) lock.unlock();
    Stall(g_hooks.lease_recovery);
    Spend(options_.cost.edit_sync);
    if constexpr (kFixed) lock.lock();
  }
}

// Closes a file that its writer has left, as soon as its last block is finished.
void NameNode::RecoverFile(FileId id) {
  File* file = names_.FindFile(id);
  if (file == nullptr || !file->open) return;
  if (!file->blocks.empty() && !FinishLastBlock(*file, Clock::now())) return;
  file->open = false;
  leases_.Remove(file->holder, id);
  ++files_recovered_;
}

// Asks the nodes of the pipeline to finish what they have. (Fixed: with growing patience, as what is asked again starts anew.)
bool NameNode::FinishLastBlock(File& file, TimePoint now) {
  Block& block = names_.GetBlock(file.blocks.back());
  if (!block.locations.empty()) return true;
  if (block.expected.empty() || block.recovery_rounds >= options_.replication_attempts) {
    DropBlock(block.id);  // Nobody has it: it was never written.
    return true;
  }
  const Millis pause = options_.recovery_retry * Patience(block.recovery_rounds);
  if (block.recovery_rounds > 0 && now - block.recovery_asked < pause) return false;
  block.recovery_asked = now;
  ++block.recovery_rounds;
  StartRecovery(block);
  return false;
}

}  // namespace blockstore
