// data_node.h: keeps replicas, takes part in write pipelines, and tells the name node what it has.
//
//   data_node.cc          blocks: writing, reading, commands
//   data_node_service.cc  threads: heartbeats, block reports, scrubbing
//
// Heartbeats and block reports have a thread each and, unless Options::one_connection, a connection each, so that a slow
// report does not hold up heartbeats.
#ifndef BLOCKSTORE_DATA_NODE_H_
#define BLOCKSTORE_DATA_NODE_H_

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "flusher.h"
#include "name_node_stub.h"
#include "replica_store.h"
#include "report_queue.h"
#include "rpc.h"
#include "transfer_queue.h"
#include "work_queue.h"

namespace blockstore {

class DataNode {
 public:
  DataNode(NodeId id, uint16_t name_node_port, const Options& options, std::shared_ptr<ReplicaStore> store);
  ~DataNode() { Stop(); }
  void Start();
  void Stop();

  Target self() const { return {id_, server_.port()}; }
  const ReplicaStore& store() const { return *store_; }
  Flusher& flusher() { return flusher_; }
  // Everything is on disk and reported.
  bool IsIdle();
  const TransferQueue& transfers() const { return transfers_; }
  uint64_t heartbeats() const { return heartbeats_; }
  uint64_t commands_done() const { return commands_done_; }
  uint64_t recovery_errors() const { return recovery_errors_; }
  uint64_t report_errors() const { return report_errors_; }
  uint64_t heartbeat_errors() const { return heartbeat_errors_; }

 private:
  std::string Handle(Method method, const std::string& body);
  WriteAck Write(const WriteRequest& request);
  void Persist(const WriteRequest& request);
  void Receive(const WriteRequest& request);
  WriteAck Forward(const WriteRequest& request);
  std::string Read(BlockId block);

  void HeartbeatLoop();
  void HeartbeatOnce();
  void RegisterAgain();
  void ExecuteCommands(HeartbeatReply reply);
  void Execute(const Command& command);
  void DeleteReplicas(const std::vector<BlockId>& blocks);
  void RecoverBlocks(const std::vector<Command>& recoveries);
  void RecoverBlock(const Command& recovery);

  void ReportLoop();
  void SendReports();
  void ScrubLoop();

  const NodeId id_;
  const Options options_;
  std::shared_ptr<ReplicaStore> store_;
  Flusher flusher_;
  TransferQueue transfers_;
  ReportQueue reports_;
  WorkQueue command_worker_;  // Fixed: executes commands apart from heartbeats.
  NameNodeStub heartbeat_stub_;
  NameNodeStub report_stub_;
  NameNodeStub command_stub_;

  std::atomic<bool> stopping_{false};
  // The name node does not know what is here: no new replicas until a report gets through.
  std::atomic<bool> suspended_{false};
  std::atomic<uint64_t> term_{0};  // Of the name node, when this node registered.
  std::atomic<bool> scan_requested_{false};
  std::atomic<uint64_t> heartbeats_{0};
  std::atomic<uint64_t> commands_done_{0};
  std::atomic<uint64_t> report_errors_{0};
  std::atomic<uint64_t> recovery_errors_{0};
  std::atomic<uint64_t> heartbeat_errors_{0};
  RpcServer server_;
  std::thread heartbeat_thread_;
  std::thread report_thread_;
  std::thread scrub_thread_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_DATA_NODE_H_
