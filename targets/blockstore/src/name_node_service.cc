// RPC and threads of the name node, and what operators ask it.

#include <algorithm>

#include "error.h"
#include "name_node.h"
#include "wire.h"

namespace blockstore {

NameNode::NameNode(const Options& options)
    : options_(options),
      registry_(options),
      leases_(options.lease_timeout),
      edits_(options.cost),
      replication_(options, names_, registry_),
      server_([this](Method method, const std::string& body) { return Handle(method, body); }, options.cost.visit) {}

void NameNode::Start() {
  edits_.Start();
  server_.Start();
  node_monitor_ = std::thread(&NameNode::NodeMonitorLoop, this);
  lease_monitor_ = std::thread(&NameNode::LeaseMonitorLoop, this);
}

void NameNode::Stop() {
  if (stopping_.exchange(true)) return;
  if (node_monitor_.joinable()) node_monitor_.join();
  if (lease_monitor_.joinable()) lease_monitor_.join();
  server_.Stop();
  edits_.Stop();
}

std::string NameNode::Handle(Method method, const std::string& body) {
  switch (method) {
    case Method::kRegister: return Encode(Register(Decode<Target>(body)));
    case Method::kHeartbeat: return Encode(registry_.Heartbeat(Decode<NodeId>(body), Clock::now()));
    case Method::kReportBlocks: ApplyReport(Decode<BlockReport>(body)); return Encode(Empty{});
    case Method::kCommitRecovery: CommitRecovery(Decode<RecoveryCommit>(body)); return Encode(Empty{});
    case Method::kRequestRecovery: RequestRecovery(Decode<BlockId>(body)); return Encode(Empty{});
    case Method::kCreate: return Encode(Create(Decode<CreateRequest>(body)));
    case Method::kAddBlock: return Encode(AddBlock(Decode<AddBlockRequest>(body)));
    case Method::kComplete: return Encode(Complete(Decode<CompleteRequest>(body)));
    case Method::kLocate: return Encode(Locate(body));
    case Method::kDelete: Delete(body); return Encode(Empty{});
    case Method::kCacheFile: CacheFile(body); return Encode(Empty{});
    case Method::kRenewLease: leases_.Renew(Decode<HolderId>(body), Clock::now()); return Encode(Empty{});
    case Method::kReportSuspect: ReportSuspect(Decode<BlockId>(body)); return Encode(Empty{});
    case Method::kVote: return Encode(Vote(body));
    case Method::kRequestScan: RequestScan(body); return Encode(Empty{});
    case Method::kWriteBlock:
    case Method::kReadBlock: break;
  }
  throw RpcError("the name node does not serve this method");
}

size_t NameNode::ReplicaCount(const std::string& path) {
  std::lock_guard lock(mutex_);
  const File* file = names_.FindPath(path);
  if (file == nullptr || file->blocks.empty()) return 0;
  size_t fewest = SIZE_MAX;
  for (const BlockId id : file->blocks) {
    const std::vector<NodeId>& nodes = names_.GetBlock(id).locations;
    const auto lasting = std::ranges::count_if(nodes, [&](NodeId node) { return !registry_.IsDecommissioning(node); });
    fewest = std::min(fewest, static_cast<size_t>(lasting));
  }
  return fewest;
}

size_t NameNode::LiveNodes() const {
  const std::vector<NodeId> nodes = registry_.Nodes();
  const TimePoint now = Clock::now();
  return static_cast<size_t>(std::ranges::count_if(nodes, [&](NodeId node) { return !registry_.IsDead(node, now); }));
}

bool NameNode::IsClosed(const std::string& path) {
  std::lock_guard lock(mutex_);
  const File* file = names_.FindPath(path);
  return file != nullptr && !file->open;
}

}  // namespace blockstore
