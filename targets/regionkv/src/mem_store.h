// mem_store.h: the cells of a region that are not in a store file yet.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "messages.h"
#include "options.h"

namespace regionkv {

// Every put is a cell of its own until it is flushed, also when the row was written before.
class MemStore {
 public:
  void Add(const Cell& cell) {
    std::lock_guard lock(mutex_);
    if (active_.empty()) oldest_ = Clock::now();
    active_.push_back(cell);
    newest_[cell.row] = cell.value;
  }
  std::optional<std::string> Get(const std::string& row) const {
    std::lock_guard lock(mutex_);
    for (const auto* rows : {&newest_, &snapshot_newest_}) {
      if (const auto it = rows->find(row); it != rows->end()) return it->second;
    }
    return std::nullopt;
  }
  // What is being flushed counts until it is in a file.
  size_t size() const {
    std::lock_guard lock(mutex_);
    return active_.size() + snapshot_.size();
  }
  bool IsOlderThan(Clock::duration age) const {
    std::lock_guard lock(mutex_);
    return !active_.empty() && Clock::now() - oldest_ > age;
  }
  std::vector<Cell> Cells() const {
    std::lock_guard lock(mutex_);
    std::vector<Cell> cells = snapshot_;
    cells.insert(cells.end(), active_.begin(), active_.end());
    return cells;
  }
  // What a failed flush left stays in the snapshot.
  std::vector<Cell> TakeSnapshot() {
    std::lock_guard lock(mutex_);
    snapshot_.insert(snapshot_.end(), active_.begin(), active_.end());
    for (auto& [row, value] : newest_) snapshot_newest_[row] = std::move(value);
    active_.clear();
    newest_.clear();
    return snapshot_;
  }
  void DropSnapshot() {
    std::lock_guard lock(mutex_);
    snapshot_.clear();
    snapshot_newest_.clear();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Cell> active_;
  std::vector<Cell> snapshot_;
  std::map<std::string, std::string> newest_;
  std::map<std::string, std::string> snapshot_newest_;
  TimePoint oldest_;
};

}  // namespace regionkv
