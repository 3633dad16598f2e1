#include "file_writer.h"

#include <algorithm>
#include <thread>

#include "data_node_stub.h"
#include "error.h"

namespace blockstore {

FileWriter::FileWriter(NameNodeStub& name_node, const Options& options, const CreateRequest& request)
    : name_node_(name_node), options_(options), holder_(request.holder), file_(name_node.Create(request)) {}

void FileWriter::Append(const std::string& data, WriteMode mode) { WriteBlock(data, mode, false); }

void FileWriter::Flush(const std::string& data) { WriteBlock(data, WriteMode::kAsync, true); }

// Tries other targets at once. (Fixed: after a pause that grows.)
void FileWriter::WriteBlock(const std::string& data, WriteMode mode, bool open) {
  std::vector<NodeId> excluded;
  for (int attempt = 0;; ++attempt) {
    const LocatedBlock block = Allocate(excluded);
    try {
      Send(block, data, mode, open);
      ++written_;
      return;
    } catch (const PipelineError& error) {
      if (attempt >= options_.pipeline_retries) throw;
      excluded.push_back(error.node());
      if constexpr (kFixed) std::this_thread::sleep_for(options_.roll_pause * (2 << attempt));
    }
  }
}

LocatedBlock FileWriter::Allocate(const std::vector<NodeId>& excluded) {
  for (int attempt = 1;; ++attempt) {
    try {
      return name_node_.AddBlock({file_, holder_, written_, excluded});
    } catch (const AllocationError&) {
      if (attempt >= options_.alloc_attempts) throw;
      std::this_thread::sleep_for(options_.alloc_backoff);
    }
  }
}

void FileWriter::Send(const LocatedBlock& block, const std::string& data, WriteMode mode, bool open) {
  const Target first = block.targets.front();
  const std::vector<Target> rest(block.targets.begin() + 1, block.targets.begin() + std::max(1u, block.target_count));
  DataNodeStub node(first, options_.client_rpc_timeout);
  const WriteAck ack = node.Write({block.block, mode, open, rest, data});
  if (ack.status != AckStatus::kOk) {
    const std::string what = ToString(ack.node) + " did not take " + ToString(block.block);
    throw PipelineError(what, ack.node);  // [truth: PIPELINE_ERROR]
  }
}

void FileWriter::Close() {
  const TimePoint deadline = Clock::now() + options_.complete_timeout;
  while (true) {
    const CompleteResult result = name_node_.Complete({file_, holder_, written_});
    if (result == CompleteResult::kUnsafe) {
      throw CompletionError("only stale nodes have the data");  // [truth: COMPLETE_ERROR]
    }
    if (result == CompleteResult::kDone) return;
    if (Clock::now() > deadline) throw CompletionError("the data nodes have not reported the data");
    std::this_thread::sleep_for(options_.complete_poll);
  }
}

}  // namespace blockstore
