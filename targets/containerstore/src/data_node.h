// data_node.h: keeps replicas of containers, sends heartbeats, and does what the SCM commands.
//
//   heartbeat thread    heartbeat => commands: creating and leaving pipelines, closing containers
//   I/O thread          reads, scans, deletions
//   threads of their own: replication, the building of pipelines that this node leads, connections
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

#include "container_scanner.h"
#include "container_store.h"
#include "executor.h"
#include "pipeline_service.h"
#include "replication_supervisor.h"
#include "rpc.h"

namespace containerstore {

class DataNode {
 public:
  DataNode(NodeId id, uint16_t scm_port, const Options& options, std::filesystem::path directory);
  ~DataNode() { Stop(); }
  // Registers with the SCM.
  Expected<void> Start();
  void Stop();

  Endpoint self() const { return {id_, server_.port()}; }
  ContainerStore& store() { return store_; }
  ContainerScanner& scanner() { return scanner_; }
  const ReplicationSupervisor& replication() const { return replication_; }
  const PipelineService& pipelines() const { return pipelines_; }
  uint64_t commands_done() const { return commands_done_; }
  uint64_t heartbeat_errors() const { return heartbeat_errors_; }

 private:
  Expected<std::string> Serve(Method method, const std::string& body);
  Expected<Empty> Write(const WriteRequest& request);
  Expected<std::string> Read(ContainerId id);
  Expected<ContainerData> Copy(ContainerId id);
  Expected<Empty> Join(const JoinRequest& request);

  void SendHeartbeat();
  Heartbeat TakeHeartbeat();
  void PutBack(Heartbeat heartbeat);
  Expected<void> Register();
  void ExecuteCommands(const std::vector<Command>& commands);
  void Execute(const Command& command);
  void Report(const ReplicaInfo& replica);
  void Remove(ContainerId id);
  void ScanAgain();

  void DeleteBatch(const Command& command, TimePoint deadline);
  Expected<void> DeleteInTime(ContainerId id, TimePoint deadline);

  const NodeId id_;
  const Options options_;
  ContainerStore store_;
  PeerHealth peers_;
  RpcClient scm_;

  std::mutex state_mutex_;  // What this node takes part in changes one step at a time.
  std::mutex report_mutex_;
  Heartbeat next_;  // Guarded by report_mutex_.
  std::atomic<uint64_t> commands_done_{0};
  std::atomic<uint64_t> heartbeat_errors_{0};

  Scheduler scheduler_;
  Executor io_;
  ContainerScanner scanner_;
  ReplicationSupervisor replication_;
  PipelineService pipelines_;
  RpcServer server_;
};

}  // namespace containerstore
