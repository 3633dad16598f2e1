// node_registry.h: which data nodes there are, when they were last heard of, and what they are to do next.
//
// Has a lock of its own, so that heartbeats never wait for the name space.
#ifndef BLOCKSTORE_NODE_REGISTRY_H_
#define BLOCKSTORE_NODE_REGISTRY_H_

#include <map>
#include <mutex>
#include <vector>

#include "messages.h"
#include "options.h"

namespace blockstore {

class NodeRegistry {
 public:
  explicit NodeRegistry(const Options& options) : options_(options) {}

  void Register(const Target& target, TimePoint now);
  // Takes the commands that wait for the node.
  HeartbeatReply Heartbeat(NodeId node, TimePoint now);
  void Forget(NodeId node);
  void Decommission(NodeId node);

  // Late, but perhaps only busy.
  bool IsStale(NodeId node, TimePoint now) const;
  // So late that its replicas count as lost. Unknown nodes are dead.
  bool IsDead(NodeId node, TimePoint now) const;
  bool IsDecommissioning(NodeId node) const;

  std::vector<NodeId> Nodes() const;
  Target TargetOf(NodeId node) const;

  void QueueCommand(NodeId node, const Command& command);
  void QueueTransfer(NodeId source, const TransferJob& job);

 private:
  struct Node {
    Target target;
    TimePoint last_heartbeat;
    bool decommissioning = false;
    HeartbeatReply next;
  };

  Clock::duration SilenceOf(NodeId node, TimePoint now) const;

  const Options options_;
  mutable std::mutex mutex_;
  std::map<NodeId, Node> nodes_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_NODE_REGISTRY_H_
