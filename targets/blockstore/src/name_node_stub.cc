#include "name_node_stub.h"

#include "error.h"
#include "wire.h"

namespace blockstore {

template <typename Reply>
Reply NameNodeStub::CallFor(Method method, const std::string& body, const char* what) {
  const RpcReply reply = channel_.Call(method, body);
  if (reply.status != RpcStatus::kOk) throw RpcError(std::string(what) + " failed: " + reply.body);
  return Decode<Reply>(reply.body);
}

uint64_t NameNodeStub::Register(const Target& self) {
  return CallFor<uint64_t>(Method::kRegister, Encode(self), "registration");
}

HeartbeatReply NameNodeStub::Heartbeat(NodeId self) {
  return CallFor<HeartbeatReply>(Method::kHeartbeat, Encode(self), "heartbeat");
}

void NameNodeStub::ReportBlocks(const BlockReport& report) {
  const RpcReply reply = channel_.Call(Method::kReportBlocks, Encode(report));
  if (reply.status != RpcStatus::kOk) {
    throw ReportError("block report failed: " + reply.body);  // [truth: IBR_RPC_ERROR]
  }
}

void NameNodeStub::CommitRecovery(const RecoveryCommit& commit) {
  const RpcReply reply = channel_.Call(Method::kCommitRecovery, Encode(commit));
  if (reply.status != RpcStatus::kOk) {
    throw RecoveryError("recovery not accepted: " + reply.body);  // [truth: RECOVERY_ERROR]
  }
}

void NameNodeStub::RequestRecovery(BlockId block) {
  CallFor<Empty>(Method::kRequestRecovery, Encode(block), "recovery request");
}

FileId NameNodeStub::Create(const CreateRequest& request) {
  return CallFor<FileId>(Method::kCreate, Encode(request), "create");
}

LocatedBlock NameNodeStub::AddBlock(const AddBlockRequest& request) {
  const RpcReply reply = channel_.Call(Method::kAddBlock, Encode(request));
  if (reply.status != RpcStatus::kOk) {
    throw AllocationError("no block allocated: " + reply.body);  // [truth: ALLOC_ERROR]
  }
  return Decode<LocatedBlock>(reply.body);
}

CompleteResult NameNodeStub::Complete(const CompleteRequest& request) {
  return CallFor<CompleteResult>(Method::kComplete, Encode(request), "complete");
}

LocateReply NameNodeStub::Locate(const std::string& path) {
  const RpcReply reply = channel_.Call(Method::kLocate, path);
  if (reply.status == RpcStatus::kRemoteError && reply.code == static_cast<uint8_t>(ErrorCode::kSuspect)) {
    throw SuspectError(reply.body);  // [truth: SUSPECT_RELAY]
  }
  if (reply.status != RpcStatus::kOk) throw RpcError("locate failed: " + reply.body);
  return Decode<LocateReply>(reply.body);
}

void NameNodeStub::Delete(const std::string& path) { CallFor<Empty>(Method::kDelete, path, "delete"); }
void NameNodeStub::CacheFile(const std::string& path) { CallFor<Empty>(Method::kCacheFile, path, "cache"); }
void NameNodeStub::RenewLease(HolderId holder) { CallFor<Empty>(Method::kRenewLease, Encode(holder), "lease renewal"); }
void NameNodeStub::ReportSuspect(BlockId block) { CallFor<Empty>(Method::kReportSuspect, Encode(block), "suspicion"); }
bool NameNodeStub::Vote(const std::string& path) { return CallFor<bool>(Method::kVote, path, "vote"); }
void NameNodeStub::RequestScan(const std::string& path) { CallFor<Empty>(Method::kRequestScan, path, "scan request"); }

}  // namespace blockstore
