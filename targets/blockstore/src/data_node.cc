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
  store_->Put(request.block, request.data, request.open);
  const uint64_t ticket = flusher_.Submit(request.block);
  bool durable = false;
  if (request.mode == WriteMode::kSync) {
    durable = flusher_.WaitFor(ticket, options_.flush_timeout);
  } else {
    durable = flusher_.IsHealthy();
  }
  if (!durable) throw FlushError(ToString(request.block) + " is not on disk");  // [truth: FLUSH_ERROR]
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
  for (const Command& command : reply.commands) {  // [truth: COMMAND_LOOP]
    if (stopping_) return;
    Stall(g_hooks.commands);
    Execute(command);
    ++commands_done_;
  }
}

void DataNode::Execute(const Command& command) {
  switch (command.kind) {
    case CommandKind::kDelete:
      if (store_->Remove(command.block)) reports_.Add({command.block, 0, ReportKind::kDeleted});
      break;
    case CommandKind::kCache:
      store_->Load(command.block);
      break;
    case CommandKind::kRecover: {
      const std::optional<uint64_t> length = store_->Finish(command.block);
      reports_.Add({command.block, length.value_or(0), length ? ReportKind::kReceived : ReportKind::kMissing});
      break;
    }
    case CommandKind::kScan:
      scan_requested_ = true;
      break;
    case CommandKind::kReplicate:
      break;  // Its jobs are in the queue already.
  }
}

}  // namespace blockstore
