#include "raft.h"

#include <algorithm>

#include "clock.h"
#include "errors.h"

namespace raftkv {

Raft::Raft(NodeId self, size_t nodes, const Options& options, Store& store, Ask ask)
    : self_(self),
      options_(options),
      store_(store),
      ask_(std::move(ask)),
      log_(store),
      random_(std::random_device{}()) {
  for (NodeId id = 1; id <= nodes; ++id) {
    if (id != self) peers_[id] = Peer{};
  }
}

int Raft::Open() {
  std::lock_guard lock(mutex_);
  int rc = store_.GetHardState(&state_);
  if (rc < 0 && rc != -ENOENT) return rc;
  Applied applied;
  rc = store_.GetApplied(&applied);
  if (rc < 0 && rc != -ENOENT) return rc;
  term_seen_ = state_.term;
  applied_ = commit_ = applied.index;
  return log_.Load(applied);
}

void Raft::Start() {
  ResetTimer();
  apply_thread_ = std::thread(&Raft::ApplyLoop, this);
  maintenance_thread_ = std::thread(&Raft::MaintenanceLoop, this);
}

void Raft::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (apply_thread_.joinable()) apply_thread_.join();
  if (maintenance_thread_.joinable()) maintenance_thread_.join();
}

Raft::~Raft() {
  Stop();
  for (std::thread& thread : canvassers_) thread.join();
}

void Raft::Tick() {
  if (role_ == Role::kLeader) return;
  if (rk_now_ms() - heard_ms_ > timeout_ms_) {  // [truth: ELECTION_TIMEOUT]
    Campaign();
  }
}

// Fixed: a leader whose requests wait in a queue, or behind a slow one, is alive.
void Raft::NoteContact(uint64_t term) {
  if (kFixed && term >= term_seen_) heard_ms_ = rk_now_ms();
}

// What the votes of one campaign come to. Shared with those who ask for them.
struct Raft::Ballot {
  std::mutex mutex;
  std::condition_variable changed;
  size_t votes = 1;
  size_t answers = 1;
  uint64_t term = 0;  // The highest that was seen.
};

void Raft::Campaign() {
  VoteRequest request;
  {
    std::lock_guard lock(mutex_);
    if (role_ == Role::kLeader || stopping_) return;
    ResetTimer();
    ++elections_;
    if (!options_.pre_vote) BecomeCandidate();
    request = {state_.term, self_, log_.last(), log_.last_term(), options_.pre_vote};
  }
  if (request.pre) {
    ++request.term;
    if (!Canvass(request)) return;
    std::lock_guard lock(mutex_);
    BecomeCandidate();
    request = {state_.term, self_, log_.last(), log_.last_term(), false};
  }
  if (Canvass(request)) BecomeLeader(request.term);
}

// Whether a majority votes for us. Does not wait for more than that.
bool Raft::Canvass(const VoteRequest& request) {
  for (std::thread& thread : canvassers_) thread.join();
  canvassers_.clear();
  const auto ballot = std::make_shared<Ballot>();
  for (const auto& [peer, progress] : peers_) {
    canvassers_.emplace_back([this, ballot, request, id = peer] {
      VoteReply reply;
      const int rc = ask_(id, request, &reply);
      std::lock_guard lock(ballot->mutex);
      ++ballot->answers;
      if (rc == 0 && reply.granted) ++ballot->votes;
      if (rc == 0) ballot->term = std::max(ballot->term, reply.term);
      ballot->changed.notify_all();
    });
  }
  const size_t majority = (peers_.size() + 1) / 2 + 1;
  std::unique_lock lock(ballot->mutex);
  ballot->changed.wait(lock, [&] { return ballot->votes >= majority || ballot->answers == peers_.size() + 1; });
  const bool won = ballot->votes >= majority;
  const uint64_t term = ballot->term;
  lock.unlock();
  if (!won && !request.pre) StepDown(term);
  return won;
}

int Raft::HandleVote(const VoteRequest& request, VoteReply* reply) {
  std::lock_guard lock(mutex_);
  if (request.pre) {
    const bool alone = role_ != Role::kLeader && rk_now_ms() - heard_ms_ > options_.election_ms;
    *reply = {state_.term, alone && request.term > state_.term && IsUpToDate(request)};
    return 0;
  }
  if (request.term > state_.term) BecomeFollower(request.term);
  const bool free = state_.vote == 0 || state_.vote == request.candidate;
  reply->granted = request.term == state_.term && free && IsUpToDate(request);
  reply->term = state_.term;
  if (reply->granted) {
    state_.vote = request.candidate;
    Persist();
    ResetTimer();
  }
  return 0;
}

void Raft::StepDown(uint64_t term) {
  std::lock_guard lock(mutex_);
  if (term > state_.term) BecomeFollower(term);
}

bool Raft::LeadsIn(uint64_t term) const {
  std::lock_guard lock(mutex_);
  return role_ == Role::kLeader && state_.term == term && !stopping_;
}

void Raft::BecomeFollower(uint64_t term) {
  if (role_ == Role::kLeader) {
    ResetTimer();
    verify_now_ = options_.verify_deposed;
  }
  role_ = Role::kFollower;
  leader_ = 0;
  if (term > state_.term) {
    state_ = {term, 0};
    Persist();
  }
  changed_.notify_all();
}

void Raft::BecomeCandidate() {
  role_ = Role::kCandidate;
  leader_ = 0;
  state_ = {state_.term + 1, self_};
  Persist();
}

void Raft::Persist() {
  term_seen_ = state_.term;
  // A vote that is not on disk could be given twice.
  if (store_.PutHardState(state_) < 0) stopping_ = true;
}

void Raft::ResetTimer() {
  heard_ms_ = rk_now_ms();
  timeout_ms_ =
      options_.election_ms + static_cast<int64_t>(random_() % static_cast<unsigned>(options_.election_spread_ms + 1));
}

bool Raft::IsUpToDate(const VoteRequest& request) const {
  if (request.last_term != log_.last_term()) return request.last_term > log_.last_term();
  return request.last_index >= log_.last();
}

NodeId Raft::leader() const {
  std::lock_guard lock(mutex_);
  return role_ == Role::kLeader ? self_ : leader_;
}

uint64_t Raft::term() const {
  std::lock_guard lock(mutex_);
  return state_.term;
}

uint64_t Raft::applied() const {
  std::lock_guard lock(mutex_);
  return applied_;
}

uint64_t Raft::last_index() const {
  std::lock_guard lock(mutex_);
  return log_.last();
}

}  // namespace raftkv
