// What a member takes from its leader, and how the log gets into the state machine.

#include <algorithm>

#include "clock.h"
#include "errors.h"
#include "hooks.h"
#include "raft.h"

namespace raftkv {

int Raft::HandleAppend(const AppendRequest& request, AppendReply* reply) {
  {
    std::lock_guard lock(mutex_);
    *reply = {state_.term, false, log_.last()};
    if (request.term < state_.term) return 0;
    if (request.term > state_.term || role_ != Role::kFollower) BecomeFollower(request.term);
    leader_ = request.leader;
    ResetTimer();
    reply->term = state_.term;
    if (!Matches(request)) {
      reply->last_index = std::min(log_.last(), request.prev_index - 1);
      return 0;
    }
    const int rc = StoreEntries(request.entries);
    if (rc < 0) return rc;
    const uint64_t end = request.prev_index + request.entries.size();
    acked_ = std::max(acked_, request.acked);
    commit_ = std::max(commit_, std::min(request.commit, end));
    *reply = {state_.term, true, log_.last()};
  }
  // Followers answer reads, so what is committed should be visible when the append is answered. (Fixed: applying has a
  // thread of its own here as on the leader; heartbeats do not wait for it.)
  if constexpr (!kFixed) return ApplyCommitted();
  changed_.notify_all();
  return 0;
}

bool Raft::Matches(const AppendRequest& request) const {
  if (installing_) return false;
  if (request.prev_index < log_.first() - 1) return true;  // Compacted: everybody agreed on it.
  uint64_t term = 0;
  return log_.TermAt(request.prev_index, &term) == 0 && term == request.prev_term;
}

int Raft::StoreEntries(const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {  // [truth: STORE_LOOP]
    Stall(g_hooks.store);
    uint64_t term = 0;
    if (kFixed && log_.TermAt(entry.index, &term) == 0 && term == entry.term) continue;
    int rc = log_.Place(entry);
    if (rc == 0) rc = log_.Sync();
    if (rc < 0) return rc;
  }
  return 0;
}

// The parts of a snapshot replace what this node has. It has nothing of use until the last one is there.
int Raft::HandleChunk(const ChunkRequest& request, ChunkReply* reply) {
  std::lock_guard apply(apply_mutex_);
  std::lock_guard lock(mutex_);
  reply->term = state_.term;
  if (request.term < state_.term) return 0;
  if (request.term > state_.term) BecomeFollower(request.term);
  leader_ = request.leader;
  if (request.number == 0) {
    const int rc = store_.Wipe();
    if (rc < 0) return rc;
    log_.Reset({});
    sessions_.clear();
    commit_ = applied_ = 0;
    chunks_ = 0;
    installing_ = true;
  }
  if (!installing_ || request.number != chunks_) return -EILSEQ;
  ++chunks_;
  rocksdb::WriteBatch batch;
  for (const auto& [key, value] : request.pairs) batch.Put("s" + key, value);
  const Applied reached = request.done ? Applied{request.last_index, request.last_term} : Applied{};
  const int rc = store_.Apply(reached, &batch);
  if (rc < 0 || !request.done) return rc;
  log_.Reset(reached);
  commit_ = applied_ = reached.index;
  installing_ = false;
  changed_.notify_all();
  return 0;
}

// Brings the state machine up to the commit index, all in one batch: readers never see half of a write.
int Raft::ApplyCommitted() {
  std::lock_guard apply(apply_mutex_);
  std::vector<Entry> entries;
  {
    std::lock_guard lock(mutex_);
    if (!installing_) entries = log_.Range(applied_ + 1, commit_);
  }
  if (entries.empty()) return 0;
  rocksdb::WriteBatch batch;
  for (const Entry& entry : entries) {  // [truth: APPLY_LOOP]
    Stall(g_hooks.apply);
    if (kFixed && IsRepeated(entry, &batch)) continue;
    const int rc = store_.Stage(entry, &batch);
    if (rc < 0) return rc;
  }
  const int rc = store_.Apply({entries.back().index, entries.back().term}, &batch);
  if (rc < 0) return rc;
  std::lock_guard lock(mutex_);
  applied_ = entries.back().index;
  CompactIfLong();
  changed_.notify_all();
  return 0;
}

// Fixed: a pair that a client sent again because it did not know what had become of it. What was seen is part of the
// state, so that it travels with snapshots.
bool Raft::IsRepeated(const Entry& entry, rocksdb::WriteBatch* batch) {
  if (entry.client == 0) return false;
  const std::string key = "\x01" + std::to_string(entry.client);
  const auto [at, unknown] = sessions_.try_emplace(entry.client, 0);
  std::string last;
  if (unknown && store_.Get(key, &last) == 0) at->second = std::stoull(last);
  if (entry.number <= at->second) return true;
  at->second = entry.number;
  batch->Put("s" + key, std::to_string(entry.number));
  return false;
}

// Some of what is applied is kept, so that not everybody who is a little behind needs a snapshot.
void Raft::CompactIfLong() {
  if (log_.size() > options_.log_max) log_.CompactTo(applied_ - std::min(applied_, options_.log_max / 2));
}

void Raft::ApplyLoop() {
  while (!stopping_) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] {
        return stopping_ || (commit_ > applied_ && !installing_ && (kFixed || role_ == Role::kLeader));
      });
    }
    if (stopping_ || ApplyCommitted() < 0) return;
  }
}

}  // namespace raftkv
