// wal.h: the write-ahead log of a region server.
//
//   Append => pending => SyncLoop: groups of edits => log file n, n + 1, ... => WalReader (replication, recovery)
//                           ^                |
//                           +-- rewritten ---+ unconfirmed: written, but not yet replicated
//
// A log file is a sequence of groups: a header that says how many edits follow, then the edits. A group without edits
// says that the log was closed in good order and goes on in the next file.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "file.h"
#include "messages.h"
#include "options.h"

namespace regionkv {

struct GroupHeader {
  uint32_t magic = 0x77616c67;
  uint32_t edits = 0;
};

std::string WalPath(const std::string& directory, ServerName server, int log);

class Wal {
 public:
  Wal(const Options& options, std::string directory, ServerName server)
      : options_(options), directory_(std::move(directory)), server_(server) {}
  ~Wal() { Stop(); }
  Status Start();
  void Stop();

  // Queues the cells and returns the sequence of the last one.
  Sequence Append(RegionId region, const std::vector<Cell>& cells);
  // Waits until everything up to `sequence` is in the log.
  Status WaitSynced(Sequence sequence);

  // For replication. `log` ended in the middle of a group.
  void ReportPrematureEnd(int log);
  // Everything up to `sequence` is at the peer.
  void Confirm(Sequence sequence);
  int current_log() const { return current_log_; }

  const std::string& directory() const { return directory_; }
  ServerName server() const { return server_; }
  uint64_t edits_written() const { return edits_written_; }
  uint64_t rolls() const { return rolls_; }

 private:
  void SyncLoop();
  bool WaitForWork();
  bool IsIntact() const;
  Status OpenLog(int log);
  Status Roll();
  void TakeBackUnconfirmed();
  void PutBack(std::vector<Edit> edits);
  std::vector<Edit> TakePending();
  Status WriteGroup(const std::vector<Edit>& edits);
  void MarkSynced(std::vector<Edit> edits);

  const Options options_;
  const std::string directory_;
  const ServerName server_;
  File file_;  // Of the thread that syncs.
  size_t edits_in_log_ = 0;
  std::atomic<int> current_log_{0};
  std::atomic<uint64_t> edits_written_{0};
  std::atomic<uint64_t> rolls_{0};
  std::atomic<bool> stopping_{false};

  mutable std::mutex mutex_;  // Guards what follows.
  std::condition_variable changed_;
  std::deque<Edit> pending_;
  std::deque<Edit> unconfirmed_;
  Sequence last_sequence_ = 0;
  Sequence synced_ = 0;
  int damaged_log_ = -1;  // The last one of which a reader said that it ends too early.
  std::thread thread_;
};

}  // namespace regionkv
