#include "log.h"

#include <algorithm>
#include <cerrno>

namespace raftkv {

int Log::Load(const Applied& start) {
  entries_.clear();
  const int rc = store_.LoadEntries(&entries_);
  if (rc < 0) return rc;
  base_ = start;
  // The applied entries are kept for those who are behind; without the one before the first, matching needs a base.
  while (!entries_.empty() && entries_.front().index <= start.index) entries_.pop_front();
  return 0;
}

int Log::TermAt(uint64_t index, uint64_t* term) const {
  if (index == base_.index) {
    *term = base_.term;
    return 0;
  }
  if (index < first() || index > last()) return -ENOENT;
  *term = At(index).term;
  return 0;
}

std::vector<Entry> Log::Range(uint64_t from, uint64_t to) const {
  std::vector<Entry> entries;
  for (uint64_t index = std::max(from, first()); index <= std::min(to, last()); ++index) entries.push_back(At(index));
  return entries;
}

int Log::Place(const Entry& entry) {
  if (entry.index < first()) return 0;  // Compacted: everybody agreed on it.
  if (entry.index > last() + 1) return -EINVAL;
  const int rc = store_.PutEntry(entry);
  if (rc < 0) return rc;
  if (entry.index > last()) {
    entries_.push_back(entry);
    return 0;
  }
  const size_t at = entry.index - first();
  if (entries_[at].term != entry.term) {
    const uint64_t end = last() + 1;
    entries_.resize(at + 1);
    entries_[at] = entry;
    return store_.DropEntries(entry.index + 1, end);
  }
  return 0;
}

int Log::CompactTo(uint64_t index) {
  if (index < first()) return 0;
  const uint64_t begin = first();
  uint64_t term = 0;
  const int rc = TermAt(index, &term);
  if (rc < 0) return rc;
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(index - base_.index));
  base_ = {index, term};
  return store_.DropEntries(begin, index + 1);
}

void Log::Reset(const Applied& base) {
  entries_.clear();
  base_ = base;
}

}  // namespace raftkv
