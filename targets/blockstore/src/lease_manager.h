// lease_manager.h: who may write which files, and who has not been heard of for too long.
//
// Has a lock of its own, so that renewals never wait for the name space.
#ifndef BLOCKSTORE_LEASE_MANAGER_H_
#define BLOCKSTORE_LEASE_MANAGER_H_

#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "options.h"
#include "types.h"

namespace blockstore {

class LeaseManager {
 public:
  explicit LeaseManager(Millis timeout) : timeout_(timeout) {}

  void Add(HolderId holder, FileId file, TimePoint now);
  void Remove(HolderId holder, FileId file);
  void Renew(HolderId holder, TimePoint now);
  // Files whose writers have gone silent.
  std::vector<FileId> ExpiredFiles(TimePoint now) const;

 private:
  struct Lease {
    TimePoint renewed;
    std::set<FileId> files;
  };

  const Millis timeout_;
  mutable std::mutex mutex_;
  std::map<HolderId, Lease> leases_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_LEASE_MANAGER_H_
