#include "lease_manager.h"

namespace blockstore {

void LeaseManager::Add(HolderId holder, FileId file, TimePoint now) {
  std::lock_guard lock(mutex_);
  Lease& lease = leases_[holder];
  lease.renewed = now;
  lease.files.insert(file);
}

void LeaseManager::Remove(HolderId holder, FileId file) {
  std::lock_guard lock(mutex_);
  const auto it = leases_.find(holder);
  if (it == leases_.end()) return;
  it->second.files.erase(file);
  if (it->second.files.empty()) leases_.erase(it);
}

void LeaseManager::Renew(HolderId holder, TimePoint now) {
  std::lock_guard lock(mutex_);
  const auto it = leases_.find(holder);
  if (it != leases_.end()) it->second.renewed = now;
}

std::vector<FileId> LeaseManager::ExpiredFiles(TimePoint now) const {
  std::lock_guard lock(mutex_);
  std::vector<FileId> files;
  for (const auto& [holder, lease] : leases_) {
    if (now - lease.renewed > timeout_) files.insert(files.end(), lease.files.begin(), lease.files.end());
  }
  return files;
}

}  // namespace blockstore
