// error.h: the exceptions of the block store.
//
// Everything derives from Error and carries a code, so that a server can pass it on to its caller.
#ifndef BLOCKSTORE_ERROR_H_
#define BLOCKSTORE_ERROR_H_

#include <cstdint>
#include <stdexcept>
#include <string>

#include "types.h"

namespace blockstore {

enum class ErrorCode : uint8_t { kGeneric, kSuspect };

class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what, ErrorCode code = ErrorCode::kGeneric)
      : std::runtime_error(what), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

// A message that cannot be decoded.
struct WireError : Error { using Error::Error; };
// A call that got no answer, or an error as the answer.
struct RpcError : Error { using Error::Error; };
// A block report that the name node did not acknowledge.
struct ReportError : RpcError { using RpcError::RpcError; };
// The name node did not accept the end of a block recovery.
struct RecoveryError : RpcError { using RpcError::RpcError; };
// A block recovery that found the replica still being written.
struct BusyReplicaError : Error { using Error::Error; };
// The name node gave no targets for a new block.
struct AllocationError : RpcError { using RpcError::RpcError; };
// A request that contradicts the name space: no such file, exists already, not the holder.
struct NamespaceError : Error { using Error::Error; };
// A local device failed or was too slow.
struct FlushError : Error { using Error::Error; };
// A replica could not be copied to another node.
struct TransferError : Error { using Error::Error; };
// A file could not be closed.
struct CompletionError : Error { using Error::Error; };
// A block could not be read from any replica.
struct ReadError : Error { using Error::Error; };
// The only replica of a block could not be read.
struct SoleReplicaError : ReadError { using ReadError::ReadError; };
// The replicas of a block do not agree with the name node's suspicion.
struct VoteError : Error { using Error::Error; };

// The block is suspected of being damaged and not given out for the moment.
struct SuspectError : Error {
  explicit SuspectError(const std::string& what) : Error(what, ErrorCode::kSuspect) {}
};

// A block did not reach all nodes of its pipeline; `node` is the one that refused or did not answer.
class PipelineError : public Error {
 public:
  PipelineError(const std::string& what, NodeId node) : Error(what), node_(node) {}
  NodeId node() const { return node_; }

 private:
  NodeId node_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_ERROR_H_
