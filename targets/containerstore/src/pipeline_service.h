// pipeline_service.h: a data node's part in pipelines: leads some, and is a member of others.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "executor.h"
#include "expected.h"
#include "messages.h"
#include "options.h"
#include "replication_supervisor.h"

namespace containerstore {

// Thread-safe.
class PipelineService {
 public:
  using MakeContainer = std::function<void(ContainerId)>;

  PipelineService(const Options& options, const PeerHealth& peers, MakeContainer make_container)
      : options_(options), peers_(peers), make_container_(std::move(make_container)) {}
  // Builds a pipeline that this node leads; the outcome is in the reports.
  void CreateLater(const Command& command);
  void Join(const JoinRequest& request);
  void Leave(PipelineId pipeline);
  // Of the pipelines that this node leads; a failure is told once.
  std::vector<PipelineReport> TakeReports();
  void Stop() { executor_.Stop(); }
  uint64_t failures() const { return failures_; }

 private:
  Expected<void> Create(const Command& command);
  Expected<Empty> AskToJoin(const Endpoint& member, const JoinRequest& request);

  const Options options_;
  const PeerHealth& peers_;
  const MakeContainer make_container_;
  std::mutex mutex_;
  std::map<PipelineId, bool> joined_;  // Whether this node leads it, and all others have joined.
  std::vector<PipelineReport> failed_;
  std::atomic<uint64_t> failures_{0};
  Executor executor_;
};

}  // namespace containerstore
