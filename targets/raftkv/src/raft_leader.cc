// What a member does as the leader: taking writes, and knowing how far its peers are.

#include <algorithm>

#include "clock.h"
#include "errors.h"
#include "raft.h"

namespace raftkv {

void Raft::BecomeLeader(uint64_t term) {
  std::lock_guard lock(mutex_);
  if (role_ != Role::kCandidate || state_.term != term) return;
  role_ = Role::kLeader;
  leader_ = self_;
  lag_known_ms_ = rk_now_ms();
  for (auto& [id, peer] : peers_) {
    // What the peers have was told to the old leader: all that not everybody was known to have is sent again. (Fixed:
    // each peer is asked first.)
    peer = Peer{};
    peer.next = kFixed ? log_.last() + 1 : std::max(acked_ + 1, log_.first());
    peer.probing = kFixed;
  }
  log_.Place({log_.last() + 1, state_.term, 0, 0, "", ""});
  ++work_;
  AdvanceCommit();
  changed_.notify_all();
}

int Raft::Propose(const PutRequest& request, Ticket* ticket) {
  std::lock_guard lock(mutex_);
  if (role_ != Role::kLeader) return -RK_ENOTLEADER;
  if (options_.lag_ttl_ms > 0 && rk_now_ms() - lag_known_ms_ > options_.lag_ttl_ms) {
    return -EBUSY;  // [truth: LAG_UNKNOWN]
  }
  uint64_t number = request.number;
  for (const auto& [key, value] : request.pairs) {
    const int rc = log_.Place({log_.last() + 1, state_.term, request.client, number++, key, value});
    if (rc < 0) return rc;
  }
  *ticket = {log_.last(), state_.term};
  ++work_;
  AdvanceCommit();
  changed_.notify_all();
  return 0;
}

int Raft::Await(const Ticket& ticket) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.await_ms);
  std::unique_lock lock(mutex_);
  while (applied_ < ticket.index) {
    // Who was deposed cannot say what becomes of its writes. (Fixed: it can, as long as the entry is there.)
    uint64_t term = 0;
    const bool gone =
        kFixed ? log_.TermAt(ticket.index, &term) == 0 && term != ticket.term : state_.term != ticket.term;
    if (gone) {
      ++lost_;
      return -ECANCELED;  // [truth: WRITE_LOST]
    }
    if (stopping_) return -ESHUTDOWN;
    if (changed_.wait_until(lock, deadline) == std::cv_status::timeout) return -ETIMEDOUT;
  }
  return 0;
}

void Raft::WaitForWork(uint64_t* seen) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::milliseconds(options_.heartbeat_ms),
                    [&] { return stopping_ || work_ != *seen; });
  *seen = work_;
}

Work Raft::NextWork(NodeId id, AppendRequest* append) {
  std::lock_guard lock(mutex_);
  if (role_ != Role::kLeader || stopping_) return Work::kNone;
  Peer& peer = peers_[id];
  append->term = state_.term;
  if (rk_now_ms() < peer.busy_until_ms) return Work::kNone;
  if (peer.next < log_.first()) return Work::kSnapshot;
  append->leader = self_;
  append->prev_index = peer.next - 1;
  if (log_.TermAt(append->prev_index, &append->prev_term) < 0) return Work::kSnapshot;
  append->commit = commit_;
  append->acked = AckedByAll();
  if (!peer.probing) append->entries = log_.Range(peer.next, append->prev_index + options_.append_max);
  return Work::kAppend;
}

void Raft::OnAppendReply(NodeId id, const AppendRequest& request, const AppendReply& reply) {
  std::lock_guard lock(mutex_);
  if (reply.term > state_.term) BecomeFollower(reply.term);
  if (role_ != Role::kLeader || state_.term != request.term) return;
  Peer& peer = peers_[id];
  peer.probing = false;
  if (!reply.matched) {
    peer.probing = true;
    peer.next = std::max(peer.match, std::min(reply.last_index, request.prev_index - 1)) + 1;
    ++work_;
    changed_.notify_all();
    return;
  }
  peer.match = std::max(peer.match, request.prev_index + request.entries.size());
  peer.next = peer.match + 1;
  if (peer.next <= log_.last()) ++work_;
  AdvanceCommit();
  changed_.notify_all();
}

// A peer that is too busy for an append is not helped by more of them. (Fixed: but it must hear of its leader.)
void Raft::OnBusy(NodeId id) {
  std::lock_guard lock(mutex_);
  if constexpr (kFixed) {
    peers_[id].probing = true;
  } else {
    peers_[id].busy_until_ms = rk_now_ms() + options_.busy_pause_ms;
  }
}

// It may have got the entries or not: it is asked before they are sent again.
void Raft::OnUnreachable(NodeId id) {
  std::lock_guard lock(mutex_);
  peers_[id].probing = true;
  peers_[id].next = log_.last() + 1;
}

void Raft::OnSnapshotSent(NodeId id, uint64_t term, uint64_t last_index) {
  std::lock_guard lock(mutex_);
  if (role_ != Role::kLeader || state_.term != term) return;
  peers_[id].match = last_index;
  peers_[id].next = last_index + 1;
  ++work_;
  changed_.notify_all();
}

uint64_t Raft::AckedByAll() const {
  uint64_t acked = log_.last();
  for (const auto& [id, peer] : peers_) acked = std::min(acked, peer.match);
  return std::max(acked, acked_);
}

void Raft::AdvanceCommit() {
  std::vector<uint64_t> reached{log_.last()};
  for (const auto& [id, peer] : peers_) reached.push_back(peer.match);
  std::ranges::sort(reached);
  const uint64_t index = reached[(reached.size() - 1) / 2];  // A majority has this much.
  uint64_t term = 0;
  if (index > commit_ && log_.TermAt(index, &term) == 0 && term == state_.term) commit_ = index;
}

}  // namespace raftkv
