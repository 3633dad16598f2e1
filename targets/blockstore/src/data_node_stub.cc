#include "data_node_stub.h"

#include "wire.h"

namespace blockstore {

WriteAck DataNodeStub::Write(const WriteRequest& request) {
  const RpcReply reply = channel_.Call(Method::kWriteBlock, Encode(request));
  if (reply.status != RpcStatus::kOk || reply.body.size() != sizeof(WriteAck)) return {AckStatus::kUnreachable, node_};
  return Decode<WriteAck>(reply.body);
}

std::optional<std::string> DataNodeStub::Read(BlockId block) {
  RpcReply reply = channel_.Call(Method::kReadBlock, Encode(block));
  if (reply.status != RpcStatus::kOk) return std::nullopt;
  return std::move(reply.body);
}

}  // namespace blockstore
