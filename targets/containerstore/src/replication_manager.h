// replication_manager.h: asks data nodes for copies of closed containers that have too few replicas.
#pragma once

#include <atomic>

#include "container_manager.h"
#include "executor.h"
#include "node_manager.h"
#include "options.h"

namespace containerstore {

class ReplicationManager {
 public:
  ReplicationManager(const Options& options, Scheduler& scheduler, NodeManager& nodes, ContainerManager& containers)
      : options_(options), scheduler_(scheduler), nodes_(nodes), containers_(containers) {}

  // Looks for containers that need copies, again and again.
  void ProcessAll();
  uint64_t commands_sent() const { return commands_sent_; }

 private:
  void Replicate(const Container& container);

  const Options options_;
  Scheduler& scheduler_;
  NodeManager& nodes_;
  ContainerManager& containers_;
  std::atomic<uint64_t> commands_sent_{0};
};

}  // namespace containerstore
