// data_node_stub.h: a data node as clients and other data nodes see it.
#ifndef BLOCKSTORE_DATA_NODE_STUB_H_
#define BLOCKSTORE_DATA_NODE_STUB_H_

#include <optional>
#include <string>

#include "messages.h"
#include "rpc.h"

namespace blockstore {

class DataNodeStub {
 public:
  DataNodeStub(const Target& target, Millis timeout) : node_(target.node), channel_(target.port, timeout) {}

  // Never throws: a node that cannot be reached is one of the answers.
  WriteAck Write(const WriteRequest& request);
  // Nothing if the node has no such replica or does not answer in time.
  std::optional<std::string> Read(BlockId block);

 private:
  NodeId node_;
  RpcChannel channel_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_DATA_NODE_STUB_H_
