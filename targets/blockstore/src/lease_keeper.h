// lease_keeper.h: renews the leases of a client in the background.
#ifndef BLOCKSTORE_LEASE_KEEPER_H_
#define BLOCKSTORE_LEASE_KEEPER_H_

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "name_node_stub.h"
#include "options.h"

namespace blockstore {

class LeaseKeeper {
 public:
  LeaseKeeper(uint16_t name_node_port, const Options& options);
  ~LeaseKeeper();

  // A new holder, renewed until it is forgotten.
  HolderId Add();
  // Its files are left to lease recovery.
  void Forget(HolderId holder);
  void ForgetAll();

 private:
  void RenewLoop();

  const Options options_;
  NameNodeStub name_node_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::set<HolderId> holders_;
  std::thread thread_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_LEASE_KEEPER_H_
