// report_queue.h: what a data node still has to tell the name node.
//
// Entries are held back for the report interval, counted from the oldest one, so that many travel in one report.
#ifndef BLOCKSTORE_REPORT_QUEUE_H_
#define BLOCKSTORE_REPORT_QUEUE_H_

#include <condition_variable>
#include <mutex>
#include <vector>

#include "messages.h"
#include "options.h"

namespace blockstore {

// Entries that leave together.
struct ReportBatch {
  TimePoint since;  // When the oldest entry was queued.
  std::vector<ReportEntry> entries;
};

class ReportQueue {
 public:
  explicit ReportQueue(const Options& options) : options_(options), pause_(options.heartbeat_interval) {}

  void Add(const ReportEntry& entry);
  // Takes what is due; an empty batch if nothing is.
  ReportBatch TakeDue(TimePoint now);
  // Returns a batch that could not be delivered. It goes first next time.
  void PutBack(ReportBatch batch, TimePoint now);
  void Delivered();
  // Waits for a new entry or until something is due, at most until the next heartbeat.
  void WaitForWork();
  void WakeUp();
  // Nothing waits and nothing is on its way.
  bool IsEmpty();

 private:
  TimePoint DueAt() const;

  const Options options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_news_ = false;
  bool on_its_way_ = false;
  uint64_t last_sequence_ = 0;
  TimePoint since_;
  TimePoint not_before_;  // After a report that failed.
  Millis pause_;          // Fixed: grows while reports fail.
  std::vector<ReportEntry> entries_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_REPORT_QUEUE_H_
