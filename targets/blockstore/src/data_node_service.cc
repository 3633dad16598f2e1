// Threads of a data node.

#include "data_node.h"
#include "error.h"

namespace blockstore {

DataNode::DataNode(NodeId id, uint16_t name_node_port, const Options& options, std::shared_ptr<ReplicaStore> store)
    : id_(id),
      options_(options),
      store_(std::move(store)),
      flusher_(options.cost),
      transfers_(options, *store_),
      reports_(options),
      heartbeat_stub_(name_node_port, options.node_rpc_timeout),
      report_stub_(name_node_port, options.node_rpc_timeout),
      command_stub_(name_node_port, options.node_rpc_timeout),
      server_([this](Method method, const std::string& body) { return Handle(method, body); }, options.cost.visit) {}

void DataNode::Start() {
  flusher_.Start();
  transfers_.Start();
  if constexpr (kFixed) command_worker_.Start();
  server_.Start();
  RegisterAgain();
  heartbeat_thread_ = std::thread(&DataNode::HeartbeatLoop, this);
  report_thread_ = std::thread(&DataNode::ReportLoop, this);
  scrub_thread_ = std::thread(&DataNode::ScrubLoop, this);
}

void DataNode::Stop() {
  if (stopping_.exchange(true)) return;
  reports_.WakeUp();
  if (heartbeat_thread_.joinable()) heartbeat_thread_.join();
  if (report_thread_.joinable()) report_thread_.join();
  if (scrub_thread_.joinable()) scrub_thread_.join();
  command_worker_.Stop();
  transfers_.Stop();
  flusher_.Stop();
  server_.Stop();
}

bool DataNode::IsIdle() { return reports_.IsEmpty() && flusher_.IsIdle(); }

void DataNode::HeartbeatLoop() {
  while (!stopping_) {
    try {
      HeartbeatOnce();
    } catch (const Error&) {
      ++heartbeat_errors_;
    }
    std::this_thread::sleep_for(options_.heartbeat_interval);
  }
}

// Commands are executed before the next heartbeat, so the name node gives out no more than the node can do. (Fixed: by
// a thread of their own, because a busy node is not a dead one.)
void DataNode::HeartbeatOnce() {
  HeartbeatReply reply = heartbeat_stub_.Heartbeat(id_);
  ++heartbeats_;
  if (reply.unknown) RegisterAgain();
  if (reply.commands.empty()) return;
  if constexpr (kFixed) {
    command_worker_.Post([this, commands = std::move(reply)] { ExecuteCommands(commands); });
  } else {
    ExecuteCommands(std::move(reply));
  }
}

// A node that was given up has lost its replicas, as far as the name node knows. Until it has reported them no new ones
// are taken. (Fixed: they are, and reported with the others.)
void DataNode::RegisterAgain() {
  term_ = heartbeat_stub_.Register(self());
  const std::vector<BlockId> finished = store_->Finished();
  if (!kFixed && !finished.empty()) suspended_ = true;
  for (const BlockId id : finished) {
    reports_.Add({id, store_->Finish(id).value_or(0), ReportKind::kReceived});
  }
}

void DataNode::ReportLoop() {
  while (!stopping_) {
    reports_.WaitForWork();
    try {
      SendReports();
    } catch (const Error&) {
      ++report_errors_;
    }
  }
}

void DataNode::SendReports() {
  ReportBatch batch = reports_.TakeDue(Clock::now());
  if (batch.entries.empty()) return;
  NameNodeStub& name_node = !kFixed && options_.one_connection ? heartbeat_stub_ : report_stub_;
  try {
    name_node.ReportBlocks({id_, term_, batch.entries});
    suspended_ = false;
    reports_.Delivered();
  } catch (const ReportError&) {
    suspended_ = true;
    reports_.PutBack(std::move(batch), Clock::now());
    if (!kFixed && options_.failover_after > Millis(0)) RegisterAgain();  // Perhaps with another name node now.
    throw;
  }
}

// A scan on request settles a disagreement between replicas, which takes a majority.
void DataNode::ScrubLoop() {
  TimePoint last = Clock::now();
  while (!stopping_) {
    std::this_thread::sleep_for(options_.heartbeat_interval);
    if (options_.replication >= 3 && scan_requested_.exchange(false)) last -= options_.scrub_interval;
    if (Clock::now() - last < options_.scrub_interval) continue;
    store_->Scrub(stopping_);
    last = Clock::now();
  }
}

}  // namespace blockstore
