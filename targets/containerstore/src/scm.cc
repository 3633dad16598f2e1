#include "scm.h"

namespace containerstore {

Scm::Scm(const Options& options)
    : options_(options),
      report_executor_(report_thread_, options),
      pipeline_executor_(event_thread_),
      node_executor_(event_thread_),
      nodes_(options, scheduler_, events_),
      containers_(options, nodes_),
      pipelines_(options, scheduler_, nodes_, containers_),
      replication_(options, scheduler_, nodes_, containers_),
      deletions_(nodes_, containers_),
      server_([this](Method method, const std::string& body) { return Serve(method, body); }, options.cost.visit) {
  AddHandlers();
}

void Scm::AddHandlers() {
  events_.AddHandler<ContainerReport>(events::kContainerReport, report_executor_,
                                      [this](const ContainerReport& report) {
                                        if (report.full) return containers_.KeepOnly(report.node, report.replicas);
                                        for (const ReplicaInfo& replica : report.replicas)
                                          containers_.Apply(report.node, replica);
                                      });
  events_.AddHandler<PipelineReportFrom>(events::kPipelineReport, pipeline_executor_,
                                         [this](const PipelineReportFrom& from) { pipelines_.OnReport(from.report); });
  events_.AddHandler<NodeId>(events::kDeadNode, node_executor_, [this](const NodeId& node) {
    containers_.ForgetNode(node);
    pipelines_.OnDeadNode(node);
  });
}

Expected<void> Scm::Start() {
  nodes_.CheckHealth();
  pipelines_.CreateMissing();
  replication_.ProcessAll();
  return server_.Start();
}

void Scm::Stop() {
  server_.Stop();
  scheduler_.Stop();
  event_thread_.Stop();
  report_thread_.Stop();
}

Expected<std::string> Scm::Serve(Method method, const std::string& body) {
  switch (method) {
    case Method::kRegister:
      return Answer<Endpoint>(body, [this](const Endpoint& node) -> Expected<Empty> {
        nodes_.Register(node, Clock::now());
        return Empty{};
      });
    case Method::kHeartbeat:
      return Answer<Heartbeat>(body, [this](const Heartbeat& h) -> Expected<HeartbeatReply> { return OnHeartbeat(h); });
    case Method::kAllocate:
      return Answer<Empty>(body, [this](const Empty&) { return pipelines_.Allocate(); });
    case Method::kLocate:
      return Answer<ContainerId>(body, [this](ContainerId id) { return Locate(id); });
    case Method::kClose:
      return Answer<ContainerId>(body,
                                 [this](ContainerId id) -> Expected<Empty> { return CloseContainer(id), Empty{}; });
    case Method::kDelete:
      return Answer<DeleteRequest>(body, [this](const DeleteRequest& request) -> Expected<Empty> {
        deletions_.Delete(request.containers);
        return Empty{};
      });
    case Method::kSuspect:
      return Answer<ContainerId>(
          body, [this](ContainerId id) -> Expected<Empty> { return containers_.Suspect(id), Empty{}; });
    case Method::kScanReplicas:
      return Answer<ContainerId>(body, [this](ContainerId id) -> Expected<Empty> { return ScanReplicas(id), Empty{}; });
    default:
      return Fail(ErrorCode::kNotFound, "the SCM does not serve this method");
  }
}

HeartbeatReply Scm::OnHeartbeat(const Heartbeat& heartbeat) {
  HeartbeatReply reply = nodes_.TakeCommands(heartbeat.node, Clock::now());
  if (reply.unknown) return reply;
  if (heartbeat.full || !heartbeat.replicas.empty()) {
    DispatchContainerReport({heartbeat.node, heartbeat.full, heartbeat.replicas});
  }
  for (const PipelineReport& report : heartbeat.pipelines) {
    events_.Fire(events::kPipelineReport, PipelineReportFrom{heartbeat.node, report});
  }
  for (const DeletionStatus& status : heartbeat.deletions) deletions_.OnStatus(status);
  return reply;
}

// What a report that is refused would have told is unknown from then on, so the node is asked for all it has. (Fixed:
// the queue is bounded by the number of nodes, and no report is refused.)
void Scm::DispatchContainerReport(const ContainerReport& report) {
  if (!kFixed && !events_.HasRoom(events::kContainerReport)) {  // [truth: REPORT_DISPATCH]
    ++reports_refused_;
    nodes_.QueueCommand(report.node, {CommandKind::kSendFullReport, {}, 0, {}, {}});
    return;
  }
  events_.Fire(events::kContainerReport, report);
}

Expected<Location> Scm::Locate(ContainerId id) {
  const Expected<std::vector<NodeId>> replicas = containers_.Locate(id);
  if (!replicas) return Unexpected(replicas.error());
  Location location{id, {}};
  for (const NodeId node : *replicas) location.members.push_back(nodes_.EndpointOf(node));
  return location;
}

void Scm::CloseContainer(ContainerId id) {
  for (const ContainerId closed : containers_.Close({id})) {
    for (const NodeId node : containers_.ReplicasOf(closed)) {
      nodes_.QueueCommand(node, {CommandKind::kCloseContainer, {}, 0, {}, {closed}});
    }
  }
}

// Damage is seldom alone: the nodes look at all that they have.
void Scm::ScanReplicas(ContainerId id) {
  for (const NodeId node : containers_.ReplicasOf(id)) nodes_.QueueCommand(node, {CommandKind::kScan, {}, 0, {}, {}});
}

}  // namespace containerstore
