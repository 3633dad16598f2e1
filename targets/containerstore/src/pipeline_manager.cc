#include "pipeline_manager.h"

#include <algorithm>

namespace containerstore {

void PipelineManager::CreateMissing() {
  {
    std::lock_guard lock(mutex_);
    const TimePoint now = Clock::now();
    for (auto it = pipelines_.begin(); it != pipelines_.end();) {
      const Pipeline& pipeline = (it++)->second;
      if (!pipeline.open && now - pipeline.created > options_.pipeline_open_timeout) {
        ++given_up_;
        Close(Pipeline(pipeline));
      }
    }
    while (pipelines_.size() < options_.pipelines && nodes_.Nodes().size() >= options_.pipeline_size) Create();
  }
  scheduler_.After(options_.pipeline_interval, [this] { CreateMissing(); });
}

// Nodes take turns, also in leading. The pipeline comes with containers, so that writers need not wait for them.
void PipelineManager::Create() {
  const std::vector<Endpoint> nodes = nodes_.Nodes();
  Pipeline pipeline{PipelineId{++last_id_}, {}, false, false, Clock::now()};
  for (size_t i = 0; i < options_.pipeline_size; ++i) pipeline.members.push_back(nodes[(last_id_ + i) % nodes.size()]);
  Command command{CommandKind::kCreatePipeline, pipeline.id, 0, pipeline.members, {}};
  for (size_t i = 0; i < options_.containers_per_pipeline; ++i) {
    command.containers.push_back(containers_.Create(pipeline.id));
  }
  nodes_.QueueCommand(pipeline.members.front().node, command);
  pipelines_[pipeline.id] = std::move(pipeline);
}

void PipelineManager::OnReport(const PipelineReport& report) {
  std::lock_guard lock(mutex_);
  const auto it = pipelines_.find(report.pipeline);
  if (it == pipelines_.end()) return;  // Closed meanwhile.
  Pipeline& pipeline = it->second;
  pipeline.failed |= report.failed;
  pipeline.open = !pipeline.failed;
  if (!IsHealthy(pipeline)) {  // [truth: PIPELINE_HEALTH]
    ++given_up_;
    Close(Pipeline(pipeline));
  }
}

bool PipelineManager::IsHealthy(const Pipeline& pipeline) const { return !pipeline.failed && HasAllMembers(pipeline); }

bool PipelineManager::HasAllMembers(const Pipeline& pipeline) const {
  return std::ranges::all_of(pipeline.members, [this](const Endpoint& member) { return nodes_.IsKnown(member.node); });
}

// The members drop what they have of the pipeline, and its containers take no more data. (Fixed: those of a pipeline
// that never opened have none, and nobody needs them.)
void PipelineManager::Close(const Pipeline& pipeline) {
  const std::vector<ContainerId> containers = containers_.Close(containers_.OfPipeline(pipeline.id));
  const bool unused = kFixed && !pipeline.open;
  if (unused) containers_.Remove(containers);
  for (const Endpoint& member : pipeline.members) {
    nodes_.QueueCommand(member.node, {CommandKind::kClosePipeline, pipeline.id, 0, {}, {}});
    for (const ContainerId id : containers) {
      const CommandKind kind = unused ? CommandKind::kDelete : CommandKind::kCloseContainer;
      nodes_.QueueCommand(member.node, {kind, pipeline.id, 0, {}, {id}});
    }
  }
  pipelines_.erase(pipeline.id);
}

void PipelineManager::OnDeadNode(NodeId node) {
  std::lock_guard lock(mutex_);
  std::vector<Pipeline> affected;
  for (const auto& [id, pipeline] : pipelines_) {
    if (std::ranges::count(pipeline.members, node, &Endpoint::node) > 0) affected.push_back(pipeline);
  }
  for (const Pipeline& pipeline : affected) Close(pipeline);
}

void PipelineManager::CloseOldest(size_t count) {
  std::lock_guard lock(mutex_);
  const std::map<PipelineId, Pipeline> all = pipelines_;
  for (const auto& [id, pipeline] : all) {
    if (!pipeline.open || count == 0) continue;
    Close(pipeline);
    --count;
  }
}

Expected<Location> PipelineManager::Allocate() {
  std::lock_guard lock(mutex_);
  std::vector<const Pipeline*> open;
  for (const auto& [id, pipeline] : pipelines_) {
    if (pipeline.open && HasAllMembers(pipeline)) open.push_back(&pipeline);
  }
  if (open.empty()) return Fail(ErrorCode::kNotReady, "no open pipeline");
  const Pipeline& pipeline = *open[turn_++ % open.size()];
  return Location{containers_.OpenContainerOf(pipeline.id), pipeline.members};
}

size_t PipelineManager::CountOpen() const {
  std::lock_guard lock(mutex_);
  return static_cast<size_t>(std::ranges::count_if(pipelines_, [](const auto& entry) { return entry.second.open; }));
}

}  // namespace containerstore
