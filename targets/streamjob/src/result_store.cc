#include "result_store.h"

#include <algorithm>
#include <set>
#include <thread>
#include <utility>

#include "error.h"
#include "hooks.h"

namespace streamjob {

ResultStore::ResultStore(const Options& options) : options_(options), auditor_(&ResultStore::AuditLoop, this) {}

ResultStore::~ResultStore() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  auditor_.join();
}

void ResultStore::Write(const std::vector<Record>& records) {
  std::lock_guard lock(mutex_);
  rows_.insert(rows_.end(), records.begin(), records.end());
}

void ResultStore::Precommit(CheckpointId checkpoint, std::vector<Record> records) {
  std::lock_guard lock(mutex_);
  prepared_[checkpoint] = std::move(records);
}

void ResultStore::Commit(CheckpointId checkpoint) {
  std::lock_guard lock(mutex_);
  const auto end = prepared_.upper_bound(checkpoint);
  for (auto it = prepared_.begin(); it != end; ++it) rows_.insert(rows_.end(), it->second.begin(), it->second.end());
  prepared_.erase(prepared_.begin(), end);
}

void ResultStore::Recover(CheckpointId checkpoint) {
  Commit(checkpoint);
  std::lock_guard lock(mutex_);
  prepared_.clear();
}

size_t ResultStore::size() {
  std::lock_guard lock(mutex_);
  return rows_.size();
}

size_t ResultStore::duplicates() {
  std::lock_guard lock(mutex_);
  std::set<std::pair<uint32_t, uint64_t>> seen;
  for (const Record& row : rows_) seen.emplace(row.head, row.position);
  return rows_.size() - seen.size();
}

int64_t ResultStore::Last(uint32_t key) {
  std::lock_guard lock(mutex_);
  const auto found = std::find_if(rows_.rbegin(), rows_.rend(), [key](const Record& row) { return row.key == key; });
  return found == rows_.rend() ? 0 : found->value;
}

void ResultStore::RequestAudit() {
  {
    std::lock_guard lock(mutex_);
    ++audits_requested_;
  }
  changed_.notify_all();
}

void ResultStore::RaiseDoubt() {
  std::lock_guard lock(mutex_);
  doubt_until_ = Clock::now() + options_.doubt_ttl;
}

bool ResultStore::InDoubt() {
  std::lock_guard lock(mutex_);
  return Clock::now() < doubt_until_;
}

void ResultStore::AuditLoop() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || audits_requested_ > 0; });
      if (stopping_) return;
      --audits_requested_;
    }
    Audit();
    ++audits_;
  }
}

// Works on a copy, so that jobs can write on. Rows have to be in the order of their heads' logs.
void ResultStore::Audit() {
  std::vector<Record> rows;
  {
    std::lock_guard lock(mutex_);
    rows = rows_;
  }
  std::lock_guard view(view_);
  std::map<uint32_t, uint64_t> last;
  for (const Record& row : rows) {  // [truth: AUDIT_LOOP]
    Stall(g_hooks.audit);
    Spend(options_.cost.audit_row);
    if (row.position < last[row.head]) RaiseDoubt();
    last[row.head] = row.position;
  }
}

int64_t ResultReader::Query(uint32_t key) {
  for (int attempt = 1;; ++attempt) {
    try {
      CheckDoubt();
      return Read(key);
    } catch (const ReadError&) {
      ++errors_;
      store_.RaiseDoubt();
      if (attempt >= options_.read_attempts) throw;
    } catch (const DoubtError&) {
      ++errors_;
      SettleDoubt();
      if (attempt >= options_.read_attempts) throw;
    }
    std::this_thread::sleep_for(options_.read_pause);
  }
}

void ResultReader::CheckDoubt() {
  if (store_.InDoubt()) throw DoubtError("somebody could not read the results");  // [truth: DOUBT_ERROR]
}

// Under exactly-once readers see results that the auditor is not looking at; otherwise they take what is there.
int64_t ResultReader::Read(uint32_t key) {
  if (options_.guarantee == Guarantee::kExactlyOnce) {
    std::unique_lock view(store_.view(), options_.read_timeout);
    if (!view.owns_lock()) throw ReadError("the auditor does not let readers in");  // [truth: READ_ERROR]
    return store_.Last(key);
  }
  return store_.Last(key);
}

void ResultReader::SettleDoubt() {
  try {
    Recount();
  } catch (const RecountError&) {
    store_.RequestAudit();
  }
}

// Records that came twice explain a doubt under at-least-once. Exactly-once results have none: there it goes away by
// itself.
void ResultReader::Recount() {
  if (options_.guarantee == Guarantee::kExactlyOnce) return;
  if (store_.duplicates() == 0) throw RecountError("no record came twice");  // [truth: RECOUNT_ERROR]
}

}  // namespace streamjob
