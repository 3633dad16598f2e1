// raft.h: one member's part in the agreement about the log: its role, votes, what it takes from a leader and what it
// does as one.
//
//   Tick, Handle*           from the node's ticker and its service thread
//   Propose, Await          for clients
//   NextWork, On*           for the replicators, one per peer
//
// Functions return 0 or a negative errno. Threads: everything is guarded by `mutex_`; what the timer looks at is
// atomic, so that it never waits. `apply_mutex_` is taken before `mutex_`.
#ifndef RAFTKV_RAFT_H_
#define RAFTKV_RAFT_H_

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "log.h"
#include "messages.h"
#include "options.h"
#include "store.h"

namespace raftkv {

enum class Role { kFollower, kCandidate, kLeader };

// A write that was put into the log, and by whom.
struct Ticket {
  uint64_t index = 0;
  uint64_t term = 0;
};

enum class Work { kNone, kAppend, kSnapshot };

class Raft {
 public:
  // Asks one peer for its vote: 0 and a reply, or why there is none.
  using Ask = std::function<int(NodeId peer, const VoteRequest& request, VoteReply* reply)>;

  Raft(NodeId self, size_t nodes, const Options& options, Store& store, Ask ask);
  ~Raft();
  int Open();
  void Start();
  // Nobody calls Tick any more when this object is destroyed.
  void Stop();

  // Campaigns when nothing was heard of a leader for too long.
  void Tick();
  void CampaignSoon() { timeout_ms_ = 0; }
  // A request of the leader of this term has arrived, whatever becomes of it.
  void NoteContact(uint64_t term);

  int HandleVote(const VoteRequest& request, VoteReply* reply);
  int HandleAppend(const AppendRequest& request, AppendReply* reply);
  int HandleChunk(const ChunkRequest& request, ChunkReply* reply);

  int Propose(const PutRequest& request, Ticket* ticket);
  int Await(const Ticket& ticket);

  // Waits until there is something new to send, at most one heartbeat. `seen` belongs to the caller.
  void WaitForWork(uint64_t* seen);
  Work NextWork(NodeId peer, AppendRequest* append);
  void OnAppendReply(NodeId peer, const AppendRequest& request, const AppendReply& reply);
  void OnBusy(NodeId peer);
  void OnUnreachable(NodeId peer);
  void OnSnapshotSent(NodeId peer, uint64_t term, uint64_t last_index);
  bool LeadsIn(uint64_t term) const;
  void StepDown(uint64_t term);

  bool IsLeader() const { return role_ == Role::kLeader; }
  bool stopping() const { return stopping_; }
  NodeId self() const { return self_; }
  NodeId leader() const;
  uint64_t term() const;
  uint64_t applied() const;
  uint64_t last_index() const;
  uint64_t elections() const { return elections_; }
  uint64_t lost() const { return lost_; }
  uint64_t verified() const { return verified_; }

 private:
  struct Peer {
    uint64_t next = 1;     // The first entry to send.
    uint64_t match = 0;    // It has the log up to here.
    bool probing = false;  // Nothing but heartbeats until it has answered.
    int64_t busy_until_ms = 0;
  };
  struct Ballot;

  void Campaign();
  bool Canvass(const VoteRequest& request);
  void BecomeLeader(uint64_t term);
  // The following expect `mutex_` to be held.
  void BecomeFollower(uint64_t term);
  void BecomeCandidate();
  void Persist();
  void ResetTimer();
  bool IsUpToDate(const VoteRequest& request) const;
  bool Matches(const AppendRequest& request) const;
  int StoreEntries(const std::vector<Entry>& entries);
  uint64_t AckedByAll() const;
  void AdvanceCommit();

  int ApplyCommitted();
  bool IsRepeated(const Entry& entry, rocksdb::WriteBatch* batch);
  void CompactIfLong();
  void ApplyLoop();
  void MaintenanceLoop();
  void CheckLag();
  int VerifyLog();

  const NodeId self_;
  const Options options_;
  Store& store_;
  const Ask ask_;

  std::mutex apply_mutex_;
  std::map<uint64_t, uint64_t>
      sessions_;  // Client -> number of its last pair that was applied. Guarded by apply_mutex_.

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Log log_;
  HardState state_;
  NodeId leader_ = 0;
  uint64_t commit_ = 0;
  uint64_t applied_ = 0;
  uint64_t acked_ = 0;  // All nodes have the log up to here, as the leader said.
  uint64_t work_ = 0;   // Counts what replicators should look at.
  std::map<NodeId, Peer> peers_;
  uint32_t chunks_ = 0;  // Received of the snapshot that is coming in.
  bool installing_ = false;
  bool verify_now_ = false;
  std::vector<std::thread> canvassers_;  // Of the ticker.
  std::minstd_rand random_;

  std::atomic<Role> role_{Role::kFollower};
  std::atomic<int64_t> heard_ms_{0};
  std::atomic<uint64_t> term_seen_{0};  // As in state_.
  std::atomic<int64_t> timeout_ms_{0};
  std::atomic<int64_t> lag_known_ms_{0};
  std::atomic<bool> stopping_{false};
  std::atomic<uint64_t> elections_{0};  // Campaigns begun here.
  std::atomic<uint64_t> lost_{0};       // Writes whose leader was deposed.
  std::atomic<uint64_t> verified_{0};
  std::thread apply_thread_;
  std::thread maintenance_thread_;
};

}  // namespace raftkv

#endif  // RAFTKV_RAFT_H_
