// messages.h: what the storage container manager (SCM), data nodes and clients say to each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace containerstore {

enum class NodeId : uint32_t {};
enum class ContainerId : uint64_t {};
enum class PipelineId : uint32_t {};

inline std::string ToString(NodeId id) { return "node " + std::to_string(static_cast<uint32_t>(id)); }
inline std::string ToString(ContainerId id) { return "container " + std::to_string(static_cast<uint64_t>(id)); }
inline std::string ToString(PipelineId id) { return "pipeline " + std::to_string(static_cast<uint32_t>(id)); }

enum class Method : uint8_t {
  kRegister,
  kHeartbeat,  // data node -> SCM
  kAllocate,
  kLocate,
  kClose,
  kDelete,
  kSuspect,
  kScanReplicas,  // client -> SCM
  kWrite,
  kRead,  // client -> data node
  kJoin,
  kCopy,  // data node -> data node
};

struct Empty {};

struct Endpoint {
  NodeId node{};
  uint16_t port = 0;
};

enum class ReplicaState : uint8_t { kOpen, kClosed, kGone };

struct ReplicaInfo {
  ContainerId container{};
  uint64_t bytes = 0;
  ReplicaState state = ReplicaState::kOpen;
};

// A full report names all replicas of a node, an incremental one those that changed.
struct ContainerReport {
  NodeId node{};
  bool full = false;
  std::vector<ReplicaInfo> replicas;
};

// From the leader of a pipeline.
struct PipelineReport {
  PipelineId pipeline{};
  bool failed = false;
};

struct DeletionStatus {
  uint64_t batch = 0;
  bool done = false;
};

struct Heartbeat {
  NodeId node{};
  bool full = false;
  std::vector<ReplicaInfo> replicas;
  std::vector<PipelineReport> pipelines;
  std::vector<DeletionStatus> deletions;
  static void Fields(auto& archive, auto& m) { archive(m.node, m.full, m.replicas, m.pipelines, m.deletions); }
};

enum class CommandKind : uint8_t {
  kCreatePipeline,
  kClosePipeline,
  kCloseContainer,
  kReplicate,
  kDelete,
  kSendFullReport,
  kScan,
};

// `members`: of the pipeline to create, or where to copy from. `batch`: of a deletion.
struct Command {
  CommandKind kind = CommandKind::kScan;
  PipelineId pipeline{};
  uint64_t batch = 0;
  std::vector<Endpoint> members;
  std::vector<ContainerId> containers;
  static void Fields(auto& archive, auto& m) { archive(m.kind, m.pipeline, m.batch, m.members, m.containers); }
};

struct HeartbeatReply {
  bool unknown = false;  // The SCM has given this node up; it must register again.
  std::vector<Command> commands;
  static void Fields(auto& archive, auto& m) { archive(m.unknown, m.commands); }
};

// A container and where its replicas are, or will be.
struct Location {
  ContainerId container{};
  std::vector<Endpoint> members;
  static void Fields(auto& archive, auto& m) { archive(m.container, m.members); }
};

struct DeleteRequest {
  std::vector<ContainerId> containers;
  static void Fields(auto& archive, auto& m) { archive(m.containers); }
};

struct WriteRequest {
  ContainerId container{};
  std::string data;
  static void Fields(auto& archive, auto& m) { archive(m.container, m.data); }
};

struct JoinRequest {
  PipelineId pipeline{};
  std::vector<ContainerId> containers;
  static void Fields(auto& archive, auto& m) { archive(m.pipeline, m.containers); }
};

// A closed container on its way to another node.
struct ContainerData {
  ReplicaInfo info;
  std::string data;
  static void Fields(auto& archive, auto& m) { archive(m.info, m.data); }
};

}  // namespace containerstore
