// flusher.h: writes replicas to disk in the background, in the order of their submission.
#ifndef BLOCKSTORE_FLUSHER_H_
#define BLOCKSTORE_FLUSHER_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "options.h"
#include "types.h"

namespace blockstore {

class Flusher {
 public:
  explicit Flusher(const CostModel& cost) : cost_(cost) {}
  ~Flusher() { Stop(); }
  void Start();
  void Stop();

  // A number for WaitFor.
  uint64_t Submit(BlockId id);
  // Submits replicas again whose earlier flush cannot be trusted any more.
  void SubmitAll(const std::vector<BlockId>& ids);
  // False if the flush did not end in time.
  bool WaitFor(uint64_t ticket, Millis timeout);
  // False once the disk has failed.
  bool IsHealthy() const { return healthy_; }
  void MarkFailed() { healthy_ = false; }
  bool IsIdle();
  uint64_t flushed() const { return flushed_; }

 private:
  void FlushLoop();
  bool WaitForWork();

  const CostModel cost_;
  std::atomic<bool> healthy_{true};
  std::atomic<uint64_t> flushed_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  uint64_t submitted_ = 0;
  std::deque<BlockId> queue_;
  std::thread thread_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_FLUSHER_H_
