// edit_log.h: what the name node has changed, on its way to disk. The other name node of a pair reads it there.
#ifndef BLOCKSTORE_EDIT_LOG_H_
#define BLOCKSTORE_EDIT_LOG_H_

#include <condition_variable>
#include <mutex>
#include <thread>

#include "options.h"

namespace blockstore {

class EditLog {
 public:
  explicit EditLog(const CostModel& cost) : cost_(cost) {}
  ~EditLog() { Stop(); }
  void Start();
  void Stop();

  void Add();
  // How long the oldest edit that is not on disk has waited.
  Clock::duration Behind(TimePoint now);
  // Another name node writes the log from now on: the wait begins anew.
  void TakeOver(TimePoint now);

 private:
  void FlushLoop();
  size_t WaitForEdits();

  const CostModel cost_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  size_t waiting_ = 0;   // Edits.
  size_t flushing_ = 0;
  TimePoint since_;      // Of what is being flushed, or waits.
  std::thread thread_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_EDIT_LOG_H_
