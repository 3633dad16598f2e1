// deletion_log.h: deletions that data nodes have not confirmed yet.
//
// A node that does not get a batch done in time is asked once more. After that an operator has to look.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "container_manager.h"
#include "messages.h"
#include "node_manager.h"

namespace containerstore {

// Thread-safe.
class DeletionLog {
 public:
  DeletionLog(NodeManager& nodes, ContainerManager& containers) : nodes_(nodes), containers_(containers) {}
  void Delete(const std::vector<ContainerId>& containers);
  void OnStatus(const DeletionStatus& status);
  size_t CountPending() const;
  uint64_t given_up() const { return given_up_; }

 private:
  struct Batch {
    NodeId node{};
    std::vector<ContainerId> containers;
    bool sent_again = false;
  };

  void Send(uint64_t id, const Batch& batch);

  NodeManager& nodes_;
  ContainerManager& containers_;
  mutable std::mutex mutex_;
  std::map<uint64_t, Batch> batches_;
  uint64_t last_id_ = 0;
  std::atomic<uint64_t> given_up_{0};
};

}  // namespace containerstore
