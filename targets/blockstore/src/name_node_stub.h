// name_node_stub.h: the name node as data nodes and clients see it. Each call is one RPC and throws if it fails.
#ifndef BLOCKSTORE_NAME_NODE_STUB_H_
#define BLOCKSTORE_NAME_NODE_STUB_H_

#include <string>

#include "messages.h"
#include "rpc.h"

namespace blockstore {

class NameNodeStub {
 public:
  NameNodeStub(uint16_t port, Millis timeout) : channel_(port, timeout) {}

  // For data nodes.
  uint64_t Register(const Target& self);  // The term.
  HeartbeatReply Heartbeat(NodeId self);
  void ReportBlocks(const BlockReport& report);  // ReportError
  void CommitRecovery(const RecoveryCommit& commit);  // RecoveryError
  void RequestRecovery(BlockId block);

  // For clients.
  FileId Create(const CreateRequest& request);
  LocatedBlock AddBlock(const AddBlockRequest& request);  // AllocationError
  CompleteResult Complete(const CompleteRequest& request);
  LocateReply Locate(const std::string& path);  // SuspectError
  void Delete(const std::string& path);
  void CacheFile(const std::string& path);
  void RenewLease(HolderId holder);
  void ReportSuspect(BlockId block);
  // Compares the replicas of a file; false if none of its blocks is suspected of anything.
  bool Vote(const std::string& path);
  void RequestScan(const std::string& path);

 private:
  template <typename Reply>
  Reply CallFor(Method method, const std::string& body, const char* what);

  RpcChannel channel_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_NAME_NODE_STUB_H_
