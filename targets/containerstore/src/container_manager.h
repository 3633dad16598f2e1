// container_manager.h: the container database of the SCM: which containers there are, and where their replicas are.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "expected.h"
#include "messages.h"
#include "node_manager.h"
#include "options.h"

namespace containerstore {

struct Container {
  ContainerId id{};
  PipelineId pipeline{};
  bool open = true;
  uint64_t bytes = 0;         // Of its largest replica.
  std::set<NodeId> replicas;  // As reported.
  TimePoint closed_at;
  TimePoint copy_asked_until;  // No further replication command until then.
  TimePoint suspect_until;
};

// Thread-safe.
class ContainerManager {
 public:
  ContainerManager(const Options& options, NodeManager& nodes) : options_(options), nodes_(nodes) {}

  ContainerId Create(PipelineId pipeline);
  // An open container of the pipeline; they take turns. A new one if there is none.
  ContainerId OpenContainerOf(PipelineId pipeline);
  // They take no more data. Returns those that were open.
  std::vector<ContainerId> Close(const std::vector<ContainerId>& containers);
  std::vector<ContainerId> OfPipeline(PipelineId pipeline) const;
  void Remove(const std::vector<ContainerId>& containers);

  // Enters what a node reported about one replica. One that is still open in a closed container is to be closed.
  void Apply(NodeId node, const ReplicaInfo& replica);
  // The node has no other replicas than these.
  void KeepOnly(NodeId node, const std::vector<ReplicaInfo>& replicas);
  void ForgetNode(NodeId node);

  Expected<std::vector<NodeId>> Locate(ContainerId id);
  void Suspect(ContainerId id);
  std::vector<NodeId> ReplicasOf(ContainerId id) const;

  // Closed containers that should have more replicas and for which no copy is under way; it is from now on.
  std::vector<Container> TakeUnderReplicated(TimePoint now);

 private:
  bool NeedsCopy(const Container& container, TimePoint now) const;

  const Options options_;
  NodeManager& nodes_;
  mutable std::mutex mutex_;
  std::map<ContainerId, Container> containers_;
  uint64_t last_id_ = 0;
  size_t turn_ = 0;
};

}  // namespace containerstore
