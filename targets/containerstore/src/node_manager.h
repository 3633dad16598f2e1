// node_manager.h: which data nodes there are, when they were heard of, and the commands that wait for them.
#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "event_queue.h"
#include "executor.h"
#include "messages.h"
#include "options.h"

namespace containerstore {

// Thread-safe. Commands wait for the next heartbeat of their node.
class NodeManager {
 public:
  NodeManager(const Options& options, Scheduler& scheduler, const EventQueue& events)
      : options_(options), scheduler_(scheduler), events_(events) {}

  void Register(const Endpoint& node, TimePoint now);
  // Notes a heartbeat and takes the node's commands.
  HeartbeatReply TakeCommands(NodeId node, TimePoint now);
  void QueueCommand(NodeId node, const Command& command);

  std::vector<Endpoint> Nodes() const;
  bool IsKnown(NodeId node) const;
  Endpoint EndpointOf(NodeId node) const;

  // Looks for dead nodes, again and again.
  void CheckHealth();

 private:
  struct Node {
    Endpoint endpoint;
    TimePoint last_heartbeat;
    std::vector<Command> commands;
  };

  bool IsDead(const Node& node, TimePoint now) const { return now - node.last_heartbeat > options_.dead_after; }

  const Options options_;
  Scheduler& scheduler_;
  const EventQueue& events_;
  mutable std::mutex mutex_;
  std::map<NodeId, Node> nodes_;
};

}  // namespace containerstore
