// What a member does beside its work: the leader watches how far its peers are behind, all compare their log with its
// checksums.

#include "clock.h"
#include "errors.h"
#include "hooks.h"
#include "raft.h"

namespace raftkv {

void Raft::MaintenanceLoop() {
  int64_t verified_ms = rk_now_ms();
  while (!stopping_) {
    if (options_.lag_ttl_ms > 0 && IsLeader()) CheckLag();
    bool due =
        options_.verify_interval_ms > 0 && !IsLeader() && rk_now_ms() - verified_ms > options_.verify_interval_ms;
    {
      std::unique_lock lock(mutex_);
      due = std::exchange(verify_now_, false) || due;
    }
    if (due) {
      VerifyLog();
      verified_ms = rk_now_ms();
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(options_.lag_interval_ms), [this] { return stopping_.load(); });
  }
}

// Writes are refused while nobody knows whether the peers keep up.
void Raft::CheckLag() {
  uint64_t lag = 0;
  for (const auto& [id, peer] : peers_) {  // [truth: LAG_LOOP]
    Stall(g_hooks.lag);
    std::lock_guard lock(mutex_);
    lag = std::max(lag, log_.last() - peer.match);
  }
  if (lag <= options_.log_max) lag_known_ms_ = rk_now_ms();
}

int Raft::VerifyLog() {
  std::unique_lock lock(mutex_);
  const uint64_t first = log_.first();
  const uint64_t last = log_.last();
  // With pre-vote a node that stalls deposes nobody, so the log need not change under our hands.
  if (!options_.pre_vote) lock.unlock();
  int damaged = 0;
  for (uint64_t index = first; index <= last && !stopping_; ++index) {  // [truth: VERIFY_LOOP]
    Stall(g_hooks.verify);
    if (store_.CheckEntry(index) == -EBADMSG) ++damaged;
    ++verified_;
  }
  return damaged > 0 ? -EIO : 0;
}

}  // namespace raftkv
