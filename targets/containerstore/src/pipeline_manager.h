// pipeline_manager.h: keeps the cluster supplied with pipelines, groups of data nodes that take new data together.
//
//   allocated --(leader reports that all members have joined)--> open --(close)--> gone
//       \--(leader reports a failure, or nothing in time)-----------------^
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "container_manager.h"
#include "executor.h"
#include "expected.h"
#include "messages.h"
#include "node_manager.h"
#include "options.h"

namespace containerstore {

struct Pipeline {
  PipelineId id{};
  std::vector<Endpoint> members;  // The first one leads.
  bool open = false;
  bool failed = false;
  TimePoint created;
};

// Thread-safe.
class PipelineManager {
 public:
  PipelineManager(const Options& options, Scheduler& scheduler, NodeManager& nodes, ContainerManager& containers)
      : options_(options), scheduler_(scheduler), nodes_(nodes), containers_(containers) {}

  // Creates what is missing, again and again.
  void CreateMissing();
  void OnReport(const PipelineReport& report);
  void OnDeadNode(NodeId node);
  // An operator takes the oldest open pipelines out of use; others follow.
  void CloseOldest(size_t count);
  // Where new data may go. Pipelines take turns.
  Expected<Location> Allocate();

  size_t CountOpen() const;
  uint64_t given_up() const { return given_up_; }

 private:
  bool IsHealthy(const Pipeline& pipeline) const;
  bool HasAllMembers(const Pipeline& pipeline) const;
  void Create();
  void Close(const Pipeline& pipeline);

  const Options options_;
  Scheduler& scheduler_;
  NodeManager& nodes_;
  ContainerManager& containers_;
  mutable std::mutex mutex_;
  std::map<PipelineId, Pipeline> pipelines_;
  uint32_t last_id_ = 0;
  size_t turn_ = 0;
  std::atomic<uint64_t> given_up_{0};
};

}  // namespace containerstore
