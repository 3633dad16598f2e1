// name_node.h: knows all files and where their blocks are; watches data nodes and writers.
//
//   name_node.cc          what clients and data nodes ask for
//   name_node_monitor.cc  what happens by itself: lost nodes, re-replication, lease recovery
//   name_node_service.cc  RPC and threads
//
// One lock guards the name space. Heartbeats and lease renewals do not take it (node_registry.h, lease_manager.h).
#ifndef BLOCKSTORE_NAME_NODE_H_
#define BLOCKSTORE_NAME_NODE_H_

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "edit_log.h"
#include "lease_manager.h"
#include "name_space.h"
#include "node_registry.h"
#include "replication_manager.h"
#include "rpc.h"

namespace blockstore {

class NameNode {
 public:
  explicit NameNode(const Options& options);
  ~NameNode() { Stop(); }
  void Start();
  void Stop();
  uint16_t port() const { return server_.port(); }

  // For operators and tests.
  void Decommission(NodeId node);
  size_t ReplicaCount(const std::string& path);  // The fewest of its blocks; 0 if the file is empty or missing.
  bool IsClosed(const std::string& path);
  size_t LiveNodes() const;  // Registered, and heard of lately.
  uint64_t entries_applied() const { return entries_applied_; }
  uint64_t reports_received() const { return reports_received_; }
  uint64_t files_recovered() const { return files_recovered_; }
  uint64_t failovers() const { return term_ - 1; }
  uint64_t internal_errors() const { return internal_errors_; }

 private:
  std::string Handle(Method method, const std::string& body);

  FileId Create(const CreateRequest& request);
  LocatedBlock AddBlock(const AddBlockRequest& request);
  CompleteResult Complete(const CompleteRequest& request);
  CompleteResult CheckReplicas(const Block& block, TimePoint now) const;
  LocateReply Locate(const std::string& path);
  LocatedBlock LocationsOf(const Block& block, TimePoint now) const;
  void Delete(const std::string& path);
  void CacheFile(const std::string& path);
  void ReportSuspect(BlockId block);
  bool Vote(const std::string& path);
  void RequestScan(const std::string& path);

  uint64_t Register(const Target& node);
  std::vector<ReportEntry> NewEntries(const BlockReport& report);
  void ApplyReport(const BlockReport& report);
  bool ApplyEntry(NodeId node, const ReportEntry& entry);
  bool DropDoubtful(Block& block, NodeId node);
  bool AddReplica(Block& block, NodeId node, uint64_t length);  // False if it was known.
  void CommitRecovery(const RecoveryCommit& commit);
  void RequestRecovery(BlockId id);
  void StartRecovery(Block& block);
  void Truncate(File& file, uint64_t block_count);
  void DropBlock(BlockId id);

  void NodeMonitorLoop();
  void LeaseMonitorLoop();
  void CheckNodes();
  void FailOver();
  void GiveUpNode(NodeId node);
  void RecoverLeases();
  void RecoverFile(FileId id);
  bool FinishLastBlock(File& file, TimePoint now);

  const Options options_;
  NodeRegistry registry_;
  LeaseManager leases_;
  EditLog edits_;
  std::atomic<uint64_t> term_{1};  // Counts who serves: a failover begins another one.
  std::mutex report_mutex_;  // Held while a block report is applied; taken before mutex_.
  std::mutex mutex_;  // Guards names_, replication_ and last_applied_.
  std::map<NodeId, uint64_t> last_applied_;  // ReportEntry::sequence.
  NameSpace names_;
  ReplicationManager replication_;
  std::atomic<uint64_t> entries_applied_{0};
  std::atomic<uint64_t> reports_received_{0};
  std::atomic<uint64_t> files_recovered_{0};
  std::atomic<uint64_t> internal_errors_{0};
  std::atomic<bool> stopping_{false};
  RpcServer server_;
  std::thread node_monitor_;
  std::thread lease_monitor_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_NAME_NODE_H_
