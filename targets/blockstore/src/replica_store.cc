#include "replica_store.h"

#include <algorithm>
#include <functional>

#include "hooks.h"

namespace blockstore {

void ReplicaStore::Begin(BlockId id) {
  std::lock_guard lock(mutex_);
  Replica& replica = replicas_[id];
  replica.data.clear();
  replica.open = true;
  ++replica.writers;
}

void ReplicaStore::AppendPacket(BlockId id, const std::string& packet) {
  std::lock_guard turn(disk_);
  Spend(cost_.disk_write);
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it != replicas_.end()) it->second.data += packet;
}

void ReplicaStore::End(BlockId id, bool open) {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return;  // Deleted while it was written.
  it->second.checksum = std::hash<std::string>{}(it->second.data);
  it->second.open = open;
  --it->second.writers;
}

bool ReplicaStore::IsBeingWritten(BlockId id) const {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  return it != replicas_.end() && it->second.writers > 0;
}

std::optional<uint64_t> ReplicaStore::Finish(BlockId id) {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return std::nullopt;
  it->second.open = false;
  return it->second.data.size();
}

std::optional<std::string> ReplicaStore::Get(BlockId id) const {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return std::nullopt;
  return it->second.data;
}

bool ReplicaStore::Remove(BlockId id) {
  Spend(cost_.disk_load);
  std::lock_guard lock(mutex_);
  return replicas_.erase(id) > 0;
}

bool ReplicaStore::Load(BlockId id) {
  Spend(cost_.disk_load);
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return false;
  it->second.cached = true;
  return true;
}

std::vector<BlockId> ReplicaStore::Finished() const {
  std::lock_guard lock(mutex_);
  std::vector<BlockId> ids;
  for (const auto& [id, replica] : replicas_) {
    if (!replica.open) ids.push_back(id);
  }
  return ids;
}

size_t ReplicaStore::cached() const {
  std::lock_guard lock(mutex_);
  return static_cast<size_t>(std::ranges::count_if(replicas_, [](const auto& entry) { return entry.second.cached; }));
}

size_t ReplicaStore::Scrub(const std::atomic<bool>& stop) const {
  std::lock_guard lock(mutex_);
  size_t damaged = 0;
  for (const auto& [id, replica] : replicas_) {  // [truth: SCRUB_LOOP]
    if (stop) break;
    Stall(g_hooks.scrub);
    if (std::hash<std::string>{}(replica.data) != replica.checksum) ++damaged;
  }
  return damaged;
}

}  // namespace blockstore
