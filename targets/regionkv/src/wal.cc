#include "wal.h"

#include <algorithm>

#include "hooks.h"
#include "wire.h"

namespace regionkv {

std::string WalPath(const std::string& directory, ServerName server, int log) {
  return directory + "/wal." + ToString(server) + "." + std::to_string(log);
}

Status Wal::Start() {
  REGIONKV_RETURN_IF_ERROR(OpenLog(0));
  thread_ = std::thread(&Wal::SyncLoop, this);
  return Status::Ok();
}

void Wal::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Sequence Wal::Append(RegionId region, const std::vector<Cell>& cells) {
  std::lock_guard lock(mutex_);
  for (const Cell& cell : cells) pending_.push_back({++last_sequence_, region, cell});
  changed_.notify_all();
  return last_sequence_;
}

Status Wal::WaitSynced(Sequence sequence) {
  std::unique_lock lock(mutex_);
  const bool done =
      changed_.wait_for(lock, options_.wal_sync_timeout, [&] { return stopping_ || synced_ >= sequence; });
  if (!done) return Status::TimedOut("the log did not take edit " + std::to_string(sequence) + " in time");
  if (synced_ < sequence) return Status::Aborted("the log was closed");
  return Status::Ok();
}

void Wal::ReportPrematureEnd(int log) {
  std::lock_guard lock(mutex_);
  damaged_log_ = std::max(damaged_log_, log);
  changed_.notify_all();
}

void Wal::Confirm(Sequence sequence) {
  std::lock_guard lock(mutex_);
  while (!unconfirmed_.empty() && unconfirmed_.front().sequence <= sequence) unconfirmed_.pop_front();
}

void Wal::SyncLoop() {
  while (WaitForWork()) {
    if (!IsIntact()) {  // [truth: LOG_INTACT]
      TakeBackUnconfirmed();
      if (!Roll().ok()) continue;
    } else if (edits_in_log_ >= options_.wal_roll_edits) {
      if (!Roll().ok()) continue;
    }
    std::vector<Edit> edits = TakePending();
    if (edits.empty()) continue;
    if (WriteGroup(edits).ok()) {
      MarkSynced(std::move(edits));
    } else {
      PutBack(std::move(edits));
    }
  }
}

bool Wal::WaitForWork() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !pending_.empty() || damaged_log_ >= current_log_; });
  return !stopping_;
}

bool Wal::IsIntact() const {
  std::lock_guard lock(mutex_);
  return damaged_log_ < current_log_;
}

// Nobody will get past the damaged place: what readers have not confirmed is written again to the next log.
void Wal::TakeBackUnconfirmed() {
  std::lock_guard lock(mutex_);
  pending_.insert(pending_.begin(), unconfirmed_.begin(), unconfirmed_.end());
  unconfirmed_.clear();
}

// After a failed write the log ends somewhere in the group: it is given up, too.
void Wal::PutBack(std::vector<Edit> edits) {
  std::lock_guard lock(mutex_);
  damaged_log_ = current_log_;
  pending_.insert(pending_.begin(), std::make_move_iterator(edits.begin()), std::make_move_iterator(edits.end()));
}

Status Wal::OpenLog(int log) {
  Result<File> file = File::Create(WalPath(directory_, server_, log));
  if (!file.ok()) return file.status();
  file_ = std::move(*file);
  edits_in_log_ = 0;
  current_log_ = log;
  return Status::Ok();
}

Status Wal::Roll() {
  REGIONKV_RETURN_IF_ERROR(file_.Append(Encode(GroupHeader{})));
  REGIONKV_RETURN_IF_ERROR(OpenLog(current_log_ + 1));
  ++rolls_;
  return Status::Ok();
}

std::vector<Edit> Wal::TakePending() {
  std::lock_guard lock(mutex_);
  std::vector<Edit> edits(pending_.begin(), pending_.end());
  pending_.clear();
  return edits;
}

Status Wal::WriteGroup(const std::vector<Edit>& edits) {
  GroupHeader header;
  header.edits = static_cast<uint32_t>(edits.size());
  REGIONKV_RETURN_IF_ERROR(file_.Append(Encode(header)));
  for (const Edit& edit : edits) {  // [truth: WAL_APPEND_LOOP]
    Stall(g_hooks.wal_append);
    Spend(options_.cost.wal_append);
    REGIONKV_RETURN_IF_ERROR(file_.AppendRecord(Encode(edit)));
    ++edits_written_;
  }
  edits_in_log_ += edits.size();
  return Status::Ok();
}

void Wal::MarkSynced(std::vector<Edit> edits) {
  std::lock_guard lock(mutex_);
  synced_ = std::max(synced_, edits.back().sequence);
  if (options_.peers > 0) {
    unconfirmed_.insert(unconfirmed_.end(), std::make_move_iterator(edits.begin()),
                        std::make_move_iterator(edits.end()));
  }
  changed_.notify_all();
}

}  // namespace regionkv
