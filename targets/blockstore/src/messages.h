// messages.h: what name node, data nodes and clients say to each other.
#ifndef BLOCKSTORE_MESSAGES_H_
#define BLOCKSTORE_MESSAGES_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "types.h"

namespace blockstore {

enum class Method : uint8_t {
  kRegister, kHeartbeat, kReportBlocks,                            // data node -> name node
  kCommitRecovery, kRequestRecovery,                               //
  kCreate, kAddBlock, kComplete, kLocate, kDelete, kCacheFile,     // client -> name node
  kRenewLease, kReportSuspect, kVote, kRequestScan,                //
  kWriteBlock, kReadBlock,                                         // client, data node -> data node
};

struct Empty {};

// Where a data node listens.
struct Target {
  NodeId node = kNoNode;
  uint16_t port = 0;
};

enum class CommandKind : uint8_t { kDelete, kCache, kRecover, kScan, kReplicate };

struct Command {
  CommandKind kind = CommandKind::kScan;
  BlockId block = kNoBlock;
  uint64_t recovery = 0;  // Of kRecover: which recovery of the block.
};

// How a recovery ended on one node.
struct RecoveryCommit {
  BlockId block = kNoBlock;
  uint64_t recovery = 0;
  NodeId node = kNoNode;
  bool present = false;
  uint64_t length = 0;
};

struct TransferJob {
  BlockId block = kNoBlock;
  Target target;
};

// `jobs` belong to the kReplicate command, of which there is at most one.
struct HeartbeatReply {
  bool unknown = false;  // The name node has given this node up; it must register again.
  std::vector<Command> commands;
  std::vector<TransferJob> jobs;
  static void Fields(auto& archive, auto& m) { archive(m.unknown, m.commands, m.jobs); }
};

enum class ReportKind : uint8_t {
  kReceived,
  kDeleted,
  kMissing,
  kDoubtful,  // It should be finished but is still being written.
};

struct ReportEntry {
  BlockId block = kNoBlock;
  uint64_t length = 0;
  ReportKind kind = ReportKind::kReceived;
  uint64_t sequence = 0;  // Counts the entries of a node since it registered.
};

// What changed on a node since its last report. Applying an entry twice is harmless.
struct BlockReport {
  NodeId node = kNoNode;
  uint64_t term = 0;  // In which the node registered; a failover begins another one.
  std::vector<ReportEntry> entries;
  static void Fields(auto& archive, auto& m) { archive(m.node, m.term, m.entries); }
};

struct CreateRequest {
  std::string path;
  HolderId holder{};
  bool cached = false;
  static void Fields(auto& archive, auto& m) { archive(m.path, m.holder, m.cached); }
};

struct AddBlockRequest {
  FileId file{};
  HolderId holder{};
  uint64_t index = 0;  // Number of blocks that were written; what lies beyond is an earlier try.
  std::vector<NodeId> excluded;
  static void Fields(auto& archive, auto& m) { archive(m.file, m.holder, m.index, m.excluded); }
};

struct LocatedBlock {
  BlockId block = kNoBlock;
  uint64_t length = 0;
  uint32_t target_count = 0;
  std::array<Target, kMaxReplication> targets{};
};

struct CompleteRequest {
  FileId file{};
  HolderId holder{};
  uint64_t block_count = 0;
};

enum class CompleteResult : uint8_t {
  kDone,
  kPending,  // Not enough replicas have been reported yet: ask again.
  kUnsafe,   // Reported, but only by nodes that may be about to die.
};

struct LocateReply {
  std::vector<LocatedBlock> blocks;
  static void Fields(auto& archive, auto& m) { archive(m.blocks); }
};

// A synchronous write is acknowledged when the disk has it, an asynchronous one when memory has it.
enum class WriteMode : uint8_t { kAsync, kSync };

struct WriteRequest {
  BlockId block = kNoBlock;
  WriteMode mode = WriteMode::kAsync;
  bool open = false;             // More may follow: the replica is not reported yet.
  std::vector<Target> targets;   // The rest of the pipeline.
  std::string data;
  static void Fields(auto& archive, auto& m) { archive(m.block, m.mode, m.open, m.targets, m.data); }
};

enum class AckStatus : uint8_t { kOk, kSuspended, kDiskError, kUnreachable };

struct WriteAck {
  AckStatus status = AckStatus::kOk;
  NodeId node = kNoNode;  // Who failed.
};

}  // namespace blockstore

#endif  // BLOCKSTORE_MESSAGES_H_
