// result_store.h: the table that a job writes its results to, and its auditor.
//
// Results of exactly-once jobs come in transactions: pre-committed with a checkpoint, committed when it is complete.
// The auditor checks all rows; readers of committed results wait for it, other readers and writers do not.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "options.h"
#include "record.h"

namespace streamjob {

class ResultStore {
 public:
  explicit ResultStore(const Options& options);
  ~ResultStore();

  void Write(const std::vector<Record>& records);
  void Precommit(CheckpointId checkpoint, std::vector<Record> records);
  // Also what was pre-committed with earlier checkpoints.
  void Commit(CheckpointId checkpoint);
  // Commits up to the checkpoint and forgets everything later.
  void Recover(CheckpointId checkpoint);

  size_t size();
  size_t duplicates();
  // The last value written for the key; 0 if there is none.
  int64_t Last(uint32_t key);

  void RequestAudit();
  uint64_t audits() const { return audits_; }
  // Held by the auditor.
  std::timed_mutex& view() { return view_; }
  void RaiseDoubt();
  bool InDoubt();

 private:
  void AuditLoop();
  void Audit();

  const Options options_;
  std::mutex mutex_;  // Guards what follows.
  std::vector<Record> rows_;
  std::map<CheckpointId, std::vector<Record>> prepared_;
  TimePoint doubt_until_{};
  size_t audits_requested_ = 0;
  bool stopping_ = false;

  std::condition_variable changed_;
  std::timed_mutex view_;
  std::atomic<uint64_t> audits_{0};
  std::thread auditor_;
};

// Reads the results of a job while it runs.
class ResultReader {
 public:
  ResultReader(ResultStore& store, const Options& options) : store_(store), options_(options) {}

  // The last value of the key. Throws ReadError or DoubtError after several attempts.
  int64_t Query(uint32_t key);
  uint64_t errors() const { return errors_; }

 private:
  void CheckDoubt();
  int64_t Read(uint32_t key);
  void SettleDoubt();
  void Recount();

  ResultStore& store_;
  const Options options_;
  std::atomic<uint64_t> errors_{0};
};

}  // namespace streamjob
