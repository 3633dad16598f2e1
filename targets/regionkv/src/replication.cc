#include "replication.h"

namespace regionkv {
namespace {

constexpr Millis kPoll{2};

}  // namespace

ReplicationPeer::ReplicationPeer()
    : server_([this](Method method, const std::string& body) { return Handle(method, body); }) {}

std::optional<std::string> ReplicationPeer::Get(RegionId region, const std::string& row) {
  std::lock_guard lock(mutex_);
  const auto rows = rows_.find(region);
  if (rows == rows_.end() || !rows->second.contains(row)) return std::nullopt;
  return rows->second.at(row);
}

Result<std::string> ReplicationPeer::Handle(Method method, const std::string& body) {
  std::lock_guard lock(mutex_);
  if (method == Method::kScanCopy) {
    return Answer<RegionId, CellList>(body, [this](const RegionId& region) -> Result<CellList> {
      CellList list;
      for (const auto& [row, value] : rows_[region]) list.cells.push_back({row, value});
      return list;
    });
  }
  return Answer<EditList, Empty>(body, [this](const EditList& list) -> Result<Empty> {
    for (const Edit& edit : list.edits) rows_[edit.region][edit.cell.row] = edit.cell.value;
    edits_ += list.edits.size();
    return Empty{};
  });
}

void ReplicationSource::Start() { thread_ = std::thread(&ReplicationSource::TailLoop, this); }

void ReplicationSource::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void ReplicationSource::TailLoop() {
  while (!stopping_) {
    if (!TailOnce().ok()) std::this_thread::sleep_for(kPoll);
    const bool due = Clock::now() - collected_since_ >= options_.ship_interval;
    if (!collected_.edits.empty() && due && !Ship().ok()) std::this_thread::sleep_for(kPoll * 5);
  }
}

Status ReplicationSource::TailOnce() {
  if (!reader_) return OpenLog();
  Result<std::optional<WalReader::Group>> next = reader_->Next(options_.wal_tail_timeout);
  if (!next.ok()) return HandlePrematureEnd(next.status());
  if (!*next) {
    std::this_thread::sleep_for(kPoll);
    return Status::Ok();
  }
  if ((*next)->edits.empty()) LeaveLog();
  if (collected_.edits.empty()) collected_since_ = Clock::now();
  for (Edit& edit : (*next)->edits) {
    if (edit.sequence <= last_collected_) continue;  // Written again after a roll.
    last_collected_ = edit.sequence;
    collected_.edits.push_back(std::move(edit));
  }
  return Status::Ok();
}

Status ReplicationSource::OpenLog() {
  if (wal_.current_log() < log_) return Status::NotFound("the log has not been rolled yet");
  Result<WalReader> reader = WalReader::Open(WalPath(wal_.directory(), wal_.server(), log_));
  if (!reader.ok()) return reader.status();
  reader_ = std::move(*reader);
  return Status::Ok();
}

void ReplicationSource::LeaveLog() {
  reader_.reset();
  ++log_;
}

// A group that is not complete by now will never be: the log is given up, and the next one brings what is missing.
// (Fixed: the writer is slow, so the same place is read again later.)
Status ReplicationSource::HandlePrematureEnd(const Status& status) {
  ++premature_ends_;
  if constexpr (kFixed) return status;
  wal_.ReportPrematureEnd(log_);
  LeaveLog();
  return status;
}

Status ReplicationSource::Ship() {
  Result<Empty> reply = Invoke<Empty>(peer_, Method::kReplicate, collected_);
  if (!reply.ok()) return reply.status();
  shipped_ += collected_.edits.size();
  wal_.Confirm(collected_.edits.back().sequence);
  collected_.edits.clear();
  return Status::Ok();
}

}  // namespace regionkv
