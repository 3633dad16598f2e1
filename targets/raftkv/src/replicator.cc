#include "replicator.h"

#include "errors.h"
#include "hooks.h"
#include "wire.h"

namespace raftkv {

void Link::Transmit() {
  std::lock_guard lock(mutex_);
  Spend(cost_.chunk_us);
}

void Replicator::Join() {
  if (thread_.joinable()) thread_.join();
}

void Replicator::Loop() {
  uint64_t seen = 0;
  while (!raft_.stopping()) {
    AppendRequest append;
    switch (raft_.NextWork(peer_, &append)) {
      case Work::kNone:
        break;
      case Work::kAppend:
        Append(append);
        break;
      case Work::kSnapshot:
        if (SendSnapshot(append.term) < 0) ++aborted_;
        break;
    }
    raft_.WaitForWork(&seen);
  }
}

int Replicator::Append(const AppendRequest& request) {
  std::string body;
  const int rc = channel_.Call(kAppend, Encode(request), &body, options_.rpc_timeout_ms);
  if (rc == -EAGAIN) {
    raft_.OnBusy(peer_);
    return rc;
  }
  AppendReply reply;
  if (rc < 0 || Decode(body, &reply) < 0) {
    raft_.OnUnreachable(peer_);
    return -EIO;
  }
  raft_.OnAppendReply(peer_, request, reply);
  return 0;
}

int Replicator::SendSnapshot(uint64_t term) {
  PairScan scan;
  int rc = store_.Scan(&scan);
  if (rc < 0) return rc;
  ChunkRequest chunk{term, raft_.self(), scan.applied().index, scan.applied().term, 0, false, {}};
  for (; !chunk.done; ++chunk.number) {  // [truth: SNAPSHOT_LOOP]
    Stall(g_hooks.snapshot);
    link_.Transmit();
    if (!raft_.LeadsIn(term)) return -ECANCELED;  // [truth: SNAPSHOT_ABORTED]
    chunk.pairs = scan.Next(options_.chunk_pairs);
    chunk.done = scan.AtEnd();
    rc = SendChunk(chunk);
    if (rc < 0) return rc;
    ++chunks_sent_;
  }
  raft_.OnSnapshotSent(peer_, term, chunk.last_index);
  return 0;
}

int Replicator::SendChunk(const ChunkRequest& request) {
  std::string body;
  const int rc = channel_.Call(kChunk, Encode(request), &body, options_.chunk_timeout_ms);
  if (rc < 0) return rc;
  ChunkReply reply;
  if (Decode(body, &reply) < 0) return -EBADMSG;
  raft_.StepDown(reply.term);  // If it knows of a later term.
  return 0;
}

}  // namespace raftkv
