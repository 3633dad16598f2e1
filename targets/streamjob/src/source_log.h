// source_log.h: the durable log that a head reads: records stay where they are, so that they can be read again.
#ifndef STREAMJOB_SOURCE_LOG_H_
#define STREAMJOB_SOURCE_LOG_H_

#include <algorithm>
#include <mutex>
#include <vector>

#include "record.h"

namespace streamjob {

class SourceLog {
 public:
  void Append(uint32_t key, int64_t value) {
    std::lock_guard lock(mutex_);
    records_.push_back({key, 0, records_.size(), value});
  }
  std::vector<Record> Fetch(uint64_t position, size_t count) {
    std::lock_guard lock(mutex_);
    const size_t begin = std::min<size_t>(position, records_.size());
    const size_t end = std::min(begin + count, records_.size());
    return {records_.begin() + static_cast<ptrdiff_t>(begin), records_.begin() + static_cast<ptrdiff_t>(end)};
  }
  size_t size() {
    std::lock_guard lock(mutex_);
    return records_.size();
  }

 private:
  std::mutex mutex_;
  std::vector<Record> records_;
};

}  // namespace streamjob

#endif  // STREAMJOB_SOURCE_LOG_H_
