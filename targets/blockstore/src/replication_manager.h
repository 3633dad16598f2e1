// replication_manager.h: decides which blocks need another replica, and who makes it.
//
// Work comes from lost and decommissioned nodes and from writes that got fewer targets than asked for. A block is
// asked for again when its new replica was not reported in time, but only `replication_attempts` times: after that it
// waits for the next change of the cluster. The name node's lock guards it.
#ifndef BLOCKSTORE_REPLICATION_MANAGER_H_
#define BLOCKSTORE_REPLICATION_MANAGER_H_

#include <map>
#include <vector>

#include "name_space.h"
#include "node_registry.h"

namespace blockstore {

class ReplicationManager {
 public:
  ReplicationManager(const Options& options, NameSpace& names, NodeRegistry& registry)
      : options_(options), names_(names), registry_(registry) {}

  void Need(BlockId block);
  // Gives work to data nodes.
  void Schedule(TimePoint now);
  // Up to `count` live nodes, beginning at another one each time; decommissioned nodes get no new data.
  std::vector<NodeId> ChooseTargets(size_t count, const std::vector<NodeId>& excluded, TimePoint now);

 private:
  struct Request {
    TimePoint asked{};
    int attempts = 0;
  };

  bool IsSatisfied(const Block& block, TimePoint now) const;
  bool Ask(const Block& block, TimePoint now);

  const Options options_;
  NameSpace& names_;
  NodeRegistry& registry_;
  size_t next_target_ = 0;
  std::map<BlockId, Request> needs_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_REPLICATION_MANAGER_H_
