// log.h: the log of a node, in memory and on disk. Callers serialise.
#ifndef RAFTKV_LOG_H_
#define RAFTKV_LOG_H_

#include <deque>
#include <vector>

#include "store.h"

namespace raftkv {

class Log {
 public:
  explicit Log(Store& store) : store_(store) {}
  // Reads what is on disk; entries up to `start` are in the state machine already and may be missing.
  int Load(const Applied& start);

  uint64_t first() const { return base_.index + 1; }
  uint64_t last() const { return base_.index + entries_.size(); }
  uint64_t last_term() const { return entries_.empty() ? base_.term : entries_.back().term; }
  size_t size() const { return entries_.size(); }

  int TermAt(uint64_t index, uint64_t* term) const;  // -ENOENT: compacted, or not there yet.
  const Entry& At(uint64_t index) const { return entries_.at(index - first()); }
  std::vector<Entry> Range(uint64_t from, uint64_t to) const;  // [from, to]

  // Puts an entry where it belongs, at most one after the last; entries of other terms from there on go.
  int Place(const Entry& entry);
  int Sync() { return store_.Sync(); }
  // Forgets entries up to `index`.
  int CompactTo(uint64_t index);
  // Starts over after a snapshot that ends there.
  void Reset(const Applied& base);

 private:
  Store& store_;
  Applied base_;  // Before the first entry.
  std::deque<Entry> entries_;
};

}  // namespace raftkv

#endif  // RAFTKV_LOG_H_
