#include "pipeline_service.h"

#include "hooks.h"
#include "rpc.h"

namespace containerstore {

void PipelineService::CreateLater(const Command& command) {
  executor_.Post([this, command] {
    const auto created = Create(command);
    std::lock_guard lock(mutex_);
    if (created) {
      joined_[command.pipeline] = true;
    } else {
      failed_.push_back({command.pipeline, true});
      ++failures_;
    }
  });
}

// The members are asked in turn, this node first.
Expected<void> PipelineService::Create(const Command& command) {
  const JoinRequest request{command.pipeline, command.containers};
  for (const Endpoint& member : command.members) {
    if (const auto joined = AskToJoin(member, request); !joined) {
      const std::string what =
          ToString(command.pipeline) + ": " + ToString(member.node) + ": " + joined.error().message();
      return Fail(ErrorCode::kPipeline, what);  // [truth: PIPELINE_ERROR]
    }
  }
  return {};
}

Expected<Empty> PipelineService::AskToJoin(const Endpoint& member, const JoinRequest& request) {
  if (!peers_.IsAvailable(member.node)) return Fail(ErrorCode::kUnreachable, "failed a moment ago");
  RpcClient client(member.port, options_.join_timeout);
  return client.Ask<Empty>(Method::kJoin, request);
}

void PipelineService::Join(const JoinRequest& request) {
  for (const ContainerId id : request.containers) make_container_(id);
  std::lock_guard lock(mutex_);
  joined_.emplace(request.pipeline, false);
}

void PipelineService::Leave(PipelineId pipeline) {
  std::lock_guard lock(mutex_);
  joined_.erase(pipeline);
}

std::vector<PipelineReport> PipelineService::TakeReports() {
  std::lock_guard lock(mutex_);
  std::vector<PipelineReport> reports = std::move(failed_);
  failed_.clear();
  for (const auto& [pipeline, complete] : joined_) {
    if (complete) reports.push_back({pipeline, false});
  }
  return reports;
}

}  // namespace containerstore
