#include "name_node.h"

#include <algorithm>

#include "error.h"
#include "hooks.h"

namespace blockstore {

FileId NameNode::Create(const CreateRequest& request) {
  std::lock_guard lock(mutex_);
  const File& file = names_.Create(request);
  leases_.Add(request.holder, file.id, Clock::now());
  return file.id;
}

LocatedBlock NameNode::AddBlock(const AddBlockRequest& request) {
  std::lock_guard lock(mutex_);
  const TimePoint now = Clock::now();
  File& file = names_.OpenFile(request.file, request.holder);
  Truncate(file, request.index);
  std::vector<NodeId> targets = replication_.ChooseTargets(options_.replication, request.excluded, now);
  if (targets.size() < options_.min_replication) throw NamespaceError("not enough data nodes for " + file.path);
  LocatedBlock located;
  const Block& block = names_.AddBlock(file, std::move(targets));
  located.block = block.id;
  for (const NodeId node : block.expected) located.targets.at(located.target_count++) = registry_.TargetOf(node);
  return located;
}

CompleteResult NameNode::Complete(const CompleteRequest& request) {
  std::lock_guard lock(mutex_);
  const TimePoint now = Clock::now();
  File& file = names_.OpenFile(request.file, request.holder);
  Truncate(file, request.block_count);
  for (const BlockId id : file.blocks) {
    const Block& block = names_.GetBlock(id);
    const CompleteResult result = CheckReplicas(block, now);
    if (result != CompleteResult::kDone) return result;
    if (block.expected.size() < options_.replication) replication_.Need(id);
  }
  file.open = false;
  leases_.Remove(file.holder, file.id);
  return CompleteResult::kDone;
}

// A replica that only a stale node has reported may be gone before it is copied. The writer still has the data, so it
// is asked to write them again. (Fixed: staleness is no loss; if the node dies, re-replication takes care.)
CompleteResult NameNode::CheckReplicas(const Block& block, TimePoint now) const {
  if (block.locations.size() < options_.min_replication) return CompleteResult::kPending;
  if constexpr (kFixed) return CompleteResult::kDone;
  uint32_t fresh = 0;
  for (const NodeId node : block.locations) {
    if (!registry_.IsStale(node, now)) ++fresh;  // [truth: IS_STALE]
  }
  if (fresh >= options_.min_replication) return CompleteResult::kDone;
  const bool more_to_come = block.locations.size() < block.expected.size();
  return more_to_come ? CompleteResult::kPending : CompleteResult::kUnsafe;
}

LocateReply NameNode::Locate(const std::string& path) {
  std::lock_guard lock(mutex_);
  const TimePoint now = Clock::now();
  const File* file = names_.FindPath(path);
  if (file == nullptr) throw NamespaceError("no such file: " + path);
  LocateReply reply;
  for (const BlockId id : file->blocks) {
    const Block& block = names_.GetBlock(id);
    if (block.IsSuspect(now)) throw SuspectError(ToString(id) + " is suspect");  // [truth: SUSPECT_ERROR]
    reply.blocks.push_back(LocationsOf(block, now));
  }
  return reply;
}

// Nodes that answer promptly come first.
LocatedBlock NameNode::LocationsOf(const Block& block, TimePoint now) const {
  LocatedBlock located{block.id, block.length, 0, {}};
  std::vector<NodeId> nodes;
  std::vector<NodeId> late;
  for (const NodeId node : block.locations) (registry_.IsStale(node, now) ? late : nodes).push_back(node);
  nodes.insert(nodes.end(), late.begin(), late.end());
  if (nodes.size() > kMaxReplication) nodes.resize(kMaxReplication);
  for (const NodeId node : nodes) located.targets.at(located.target_count++) = registry_.TargetOf(node);
  return located;
}

void NameNode::Delete(const std::string& path) {
  std::lock_guard lock(mutex_);
  const File* file = names_.FindPath(path);
  if (file == nullptr) throw NamespaceError("no such file: " + path);
  const FileId id = file->id;
  leases_.Remove(file->holder, id);
  const std::vector<BlockId> blocks = file->blocks;
  for (const BlockId block : blocks) DropBlock(block);
  names_.RemoveFile(id);
}

// One replica of each block is enough in memory: the one on the lowest node.
void NameNode::CacheFile(const std::string& path) {
  std::lock_guard lock(mutex_);
  File* file = names_.FindPath(path);
  if (file == nullptr) throw NamespaceError("no such file: " + path);
  file->cached = true;
  for (const BlockId id : file->blocks) {
    const Block& block = names_.GetBlock(id);
    const auto lowest = std::ranges::min_element(block.locations);
    if (lowest != block.locations.end()) registry_.QueueCommand(*lowest, {CommandKind::kCache, id});
  }
}

void NameNode::ReportSuspect(BlockId id) {
  std::lock_guard lock(mutex_);
  if (Block* block = names_.FindBlock(id)) block->suspect_until = Clock::now() + options_.suspect_ttl;
}

// A majority of the replicas outvotes a damaged one, which ends the suspicion.
bool NameNode::Vote(const std::string& path) {
  std::lock_guard lock(mutex_);
  const File* file = names_.FindPath(path);
  if (file == nullptr) throw NamespaceError("no such file: " + path);
  const TimePoint now = Clock::now();
  bool suspected = false;
  for (const BlockId id : file->blocks) {
    Block& block = names_.GetBlock(id);
    suspected = suspected || block.IsSuspect(now);
    block.suspect_until = TimePoint{};
  }
  return suspected;
}

void NameNode::RequestScan(const std::string& path) {
  std::lock_guard lock(mutex_);
  const File* file = names_.FindPath(path);
  if (file == nullptr) throw NamespaceError("no such file: " + path);
  std::set<NodeId> nodes;
  for (const BlockId id : file->blocks) {
    const Block& block = names_.GetBlock(id);
    nodes.insert(block.locations.begin(), block.locations.end());
  }
  for (const NodeId node : nodes) registry_.QueueCommand(node, {CommandKind::kScan, kNoBlock});
}

uint64_t NameNode::Register(const Target& node) {
  {
    std::lock_guard lock(mutex_);
    last_applied_[node.node] = 0;
  }
  registry_.Register(node, Clock::now());
  return term_;
}

// What a node sends again because it never got the answer is applied a second time. (Fixed: it is recognised.)
std::vector<ReportEntry> NameNode::NewEntries(const BlockReport& report) {
  std::vector<ReportEntry> entries = report.entries;
  if constexpr (kFixed) {
    std::lock_guard lock(mutex_);
    const uint64_t last = last_applied_[report.node];
    std::erase_if(entries, [last](const ReportEntry& entry) { return entry.sequence <= last; });
  }
  return entries;
}

// One report at a time; the name space is locked only for each entry, so that clients get in between. After a failover nodes
// have to register first, as what they reported before may not have got into the edit log. Each entry is logged. (Fixed: the
// one that takes over reads all of the log; what changes nothing is not logged.)
void NameNode::ApplyReport(const BlockReport& report) {
  ++reports_received_;
  if (!kFixed && report.term != term_) throw NamespaceError(ToString(report.node) + " has registered before a failover");
  std::lock_guard turn(report_mutex_);
  for (const ReportEntry& entry : NewEntries(report)) {  // [truth: IBR_APPLY_LOOP]
    if (stopping_) return;
    Stall(g_hooks.report_apply);
    Spend(options_.cost.block_update);
    std::lock_guard lock(mutex_);
    if (ApplyEntry(report.node, entry) || !kFixed) edits_.Add();
    last_applied_[report.node] = entry.sequence;
    ++entries_applied_;
  }
}

// Whether it changed anything.
bool NameNode::ApplyEntry(NodeId node, const ReportEntry& entry) {
  Block* block = names_.FindBlock(entry.block);
  switch (entry.kind) {
    case ReportKind::kReceived:
      if (block != nullptr) return AddReplica(*block, node, entry.length);
      registry_.QueueCommand(node, {CommandKind::kDelete, entry.block});  // Its file was deleted meanwhile.
      break;
    case ReportKind::kDeleted: return block != nullptr && std::erase(block->locations, node) > 0;
    case ReportKind::kMissing: return block != nullptr && std::erase(block->expected, node) > 0;
    case ReportKind::kDoubtful: return block != nullptr && DropDoubtful(*block, node);
  }
  return false;
}

// What a file that is still open rests on is settled by its recovery, not by a report.
bool NameNode::DropDoubtful(Block& block, NodeId node) {
  const File* file = names_.FindFile(block.file);
  if (file != nullptr && file->open) throw NamespaceError(ToString(block.id) + " is under recovery");
  return std::erase(block.locations, node) > 0;
}

bool NameNode::AddReplica(Block& block, NodeId node, uint64_t length) {
  if (block.IsAt(node)) return false;
  block.length = length;
  block.locations.push_back(node);
  const File* file = names_.FindFile(block.file);
  if (file != nullptr && file->cached && block.locations.size() == 1) {
    registry_.QueueCommand(node, {CommandKind::kCache, block.id});
  }
  return true;
}

// Only the last recovery that began may finish a block: those before it may not have seen all nodes.
void NameNode::CommitRecovery(const RecoveryCommit& commit) {
  std::lock_guard lock(mutex_);
  Block& block = names_.GetBlock(commit.block);
  if (commit.recovery != block.recovery) throw NamespaceError("superseded recovery of " + ToString(block.id));
  if (commit.present) {
    AddReplica(block, commit.node, commit.length);
  } else {
    std::erase(block.expected, commit.node);
  }
}

void NameNode::RequestRecovery(BlockId id) {
  std::lock_guard lock(mutex_);
  StartRecovery(names_.GetBlock(id));
}

void NameNode::StartRecovery(Block& block) {
  ++block.recovery;
  for (const NodeId node : block.expected) registry_.QueueCommand(node, {CommandKind::kRecover, block.id, block.recovery});
}

// Takes back blocks whose writing failed.
void NameNode::Truncate(File& file, uint64_t block_count) {
  while (file.blocks.size() > block_count) {
    const BlockId last = file.blocks.back();
    file.blocks.pop_back();
    DropBlock(last);
  }
}

void NameNode::DropBlock(BlockId id) {
  const std::optional<Block> removed = names_.RemoveBlock(id);
  if (!removed) return;
  for (const NodeId node : removed->locations) registry_.QueueCommand(node, {CommandKind::kDelete, id});
}

}  // namespace blockstore
