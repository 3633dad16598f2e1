// scm.h: the storage container manager: what data nodes and clients talk to.
//
//   heartbeat => reports => EventQueue => ContainerManager, PipelineManager
//             <= commands <= NodeManager <= PipelineManager, ReplicationManager, DeletionLog
#pragma once

#include <atomic>
#include <string>

#include "container_manager.h"
#include "container_report_executor.h"
#include "deletion_log.h"
#include "event_queue.h"
#include "node_manager.h"
#include "pipeline_manager.h"
#include "replication_manager.h"
#include "rpc.h"

namespace containerstore {

class Scm {
 public:
  explicit Scm(const Options& options);
  ~Scm() { Stop(); }
  Expected<void> Start();
  void Stop();
  uint16_t port() const { return server_.port(); }

  ContainerManager& containers() { return containers_; }
  PipelineManager& pipelines() { return pipelines_; }
  const ReplicationManager& replication() const { return replication_; }
  const DeletionLog& deletions() const { return deletions_; }
  const ContainerReportExecutor& reports() const { return report_executor_; }
  uint64_t reports_refused() const { return reports_refused_; }

 private:
  void AddHandlers();
  Expected<std::string> Serve(Method method, const std::string& body);
  HeartbeatReply OnHeartbeat(const Heartbeat& heartbeat);
  void DispatchContainerReport(const ContainerReport& report);
  Expected<Location> Locate(ContainerId id);
  void CloseContainer(ContainerId id);
  void ScanReplicas(ContainerId id);

  const Options options_;
  EventQueue events_;
  Scheduler scheduler_;
  Executor report_thread_;
  Executor event_thread_;
  ContainerReportExecutor report_executor_;
  SingleThreadExecutor<PipelineReportFrom> pipeline_executor_;
  SingleThreadExecutor<NodeId> node_executor_;
  NodeManager nodes_;
  ContainerManager containers_;
  PipelineManager pipelines_;
  ReplicationManager replication_;
  DeletionLog deletions_;
  std::atomic<uint64_t> reports_refused_{0};
  RpcServer server_;
};

}  // namespace containerstore
