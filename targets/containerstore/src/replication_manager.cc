#include "replication_manager.h"

namespace containerstore {

void ReplicationManager::ProcessAll() {
  for (const Container& container : containers_.TakeUnderReplicated(Clock::now())) Replicate(container);
  scheduler_.After(options_.replication_interval, [this] { ProcessAll(); });
}

// One command for each replica that is missing, to nodes that have none. Which node begins depends on the container, so
// that the work is spread.
void ReplicationManager::Replicate(const Container& container) {
  Command command{CommandKind::kReplicate, container.pipeline, 0, {}, {container.id}};
  for (const NodeId node : container.replicas) command.members.push_back(nodes_.EndpointOf(node));
  const std::vector<Endpoint> nodes = nodes_.Nodes();
  size_t missing = options_.pipeline_size - container.replicas.size();
  for (size_t i = 0; i < nodes.size() && missing > 0; ++i) {
    const NodeId target = nodes[(i + static_cast<size_t>(container.id)) % nodes.size()].node;
    if (container.replicas.contains(target)) continue;
    nodes_.QueueCommand(target, command);
    ++commands_sent_;
    --missing;
  }
}

}  // namespace containerstore
