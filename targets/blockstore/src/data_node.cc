#include "data_node.h"

#include "data_node_stub.h"
#include "error.h"
#include "hooks.h"
#include "wire.h"

namespace blockstore {

std::string DataNode::Handle(Method method, const std::string& body) {
  switch (method) {
    case Method::kWriteBlock: return Encode(Write(Decode<WriteRequest>(body)));
    case Method::kReadBlock: return Read(Decode<BlockId>(body));
    default: throw RpcError("a data node does not serve this method");
  }
}

// While block reports fail the name node may believe anything about this node, so it takes no new replicas until a
// report has got through. (Fixed: a late report is not a reason to refuse data.)
WriteAck DataNode::Write(const WriteRequest& request) {
  if (!kFixed && options_.fence_unreported && suspended_) return {AckStatus::kSuspended, id_};
  try {
    Persist(request);
  } catch (const FlushError&) {
    // What was acknowledged before its flush may be lost with the failed one: flush all of it again.
    if (request.mode == WriteMode::kAsync) flusher_.SubmitAll(store_->Finished());
    return {AckStatus::kDiskError, id_};
  }
  if (!request.open) reports_.Add({request.block, request.data.size(), ReportKind::kReceived});
  return Forward(request);
}

void DataNode::Persist(const WriteRequest& request) {
  Receive(request);
  const uint64_t ticket = flusher_.Submit(request.block);
  bool durable = false;
  if (request.mode == WriteMode::kSync) {
    durable = flusher_.WaitFor(ticket, options_.flush_timeout);
  } else {
    durable = flusher_.IsHealthy();
  }
  if (!durable) throw FlushError(ToString(request.block) + " is not on disk");  // [truth: FLUSH_ERROR]
}

// Goes on also when the writer has stopped waiting: what is here is worth having. (Fixed: it is not, the writer has begun
// anew elsewhere.)
void DataNode::Receive(const WriteRequest& request) {
  const TimePoint deadline = Clock::now() + options_.client_rpc_timeout;
  store_->Begin(request.block);
  for (size_t at = 0; at < request.data.size(); at += options_.packet_bytes) {  // [truth: PACKET_LOOP]
    if (stopping_ || (kFixed && Clock::now() > deadline)) break;
    Stall(g_hooks.packet);
    store_->AppendPacket(request.block, request.data.substr(at, options_.packet_bytes));
  }
  store_->End(request.block, request.open);
}

WriteAck DataNode::Forward(const WriteRequest& request) {
  if (request.targets.empty()) return {AckStatus::kOk, id_};
  WriteRequest rest = request;
  rest.targets.erase(rest.targets.begin());
  DataNodeStub next(request.targets.front(), options_.client_rpc_timeout);
  return next.Write(rest);
}

std::string DataNode::Read(BlockId block) {
  std::optional<std::string> data = store_->Get(block);
  if (!data) throw ReadError(ToString(id_) + " does not have " + ToString(block));
  return std::move(*data);
}

void DataNode::ExecuteCommands(HeartbeatReply reply) {
  if (!reply.jobs.empty()) transfers_.Add(std::move(reply.jobs));
  std::vector<BlockId> doomed;
  std::vector<Command> recoveries;
  for (const Command& command : reply.commands) {  // [truth: COMMAND_LOOP]
    if (stopping_) return;
    Stall(g_hooks.commands);
    if (command.kind == CommandKind::kDelete) {
      doomed.push_back(command.block);
    } else if (command.kind == CommandKind::kRecover) {
      recoveries.push_back(command);
    } else {
      Execute(command);
    }
    ++commands_done_;
  }
  DeleteReplicas(doomed);
  RecoverBlocks(recoveries);
}

void DataNode::DeleteReplicas(const std::vector<BlockId>& blocks) {
  for (const BlockId id : blocks) {  // [truth: DELETION_LOOP]
    if (stopping_) return;
    Stall(g_hooks.deletion);
    if (store_->Remove(id)) reports_.Add({id, 0, ReportKind::kDeleted});
  }
}

// Who fails asks for a new recovery at once, so that the file is not left open. (Fixed: what superseded this one is under
// way, and the name node asks again if need be.) A replica that is still being written is in doubt, and the name node has to
// know. (Fixed: it is about to be finished; the name node asks again.)
void DataNode::RecoverBlocks(const std::vector<Command>& recoveries) {
  for (const Command& recovery : recoveries) {  // [truth: BLOCK_RECOVERY_LOOP]
    if (stopping_) return;
    Stall(g_hooks.block_recovery);
    Spend(options_.cost.block_recovery);
    try {
      RecoverBlock(recovery);
    } catch (const RecoveryError&) {
      ++recovery_errors_;
      if constexpr (!kFixed) command_stub_.RequestRecovery(recovery.block);
    } catch (const BusyReplicaError&) {
      ++recovery_errors_;
      if constexpr (!kFixed) reports_.Add({recovery.block, 0, ReportKind::kDoubtful});
    }
  }
}

void DataNode::RecoverBlock(const Command& recovery) {
  if (store_->IsBeingWritten(recovery.block)) {
    throw BusyReplicaError(ToString(recovery.block) + " is still being written");  // [truth: RECOVERY_BUSY]
  }
  const std::optional<uint64_t> length = store_->Finish(recovery.block);
  reports_.Add({recovery.block, length.value_or(0), length ? ReportKind::kReceived : ReportKind::kMissing});
  command_stub_.CommitRecovery({recovery.block, recovery.recovery, id_, length.has_value(), length.value_or(0)});
}

void DataNode::Execute(const Command& command) {
  switch (command.kind) {
    case CommandKind::kCache:
      store_->Load(command.block);
      break;
    case CommandKind::kScan:
      scan_requested_ = true;
      break;
    case CommandKind::kDelete:     // Together, after the others.
    case CommandKind::kRecover:
    case CommandKind::kReplicate:  // Its jobs are in the queue already.
      break;
  }
}

}  // namespace blockstore
