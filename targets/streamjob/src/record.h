// record.h: what flows between tasks, and where it comes from.
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace streamjob {

using TaskId = uint32_t;
using CheckpointId = uint64_t;

struct Record {
  uint32_t key = 0;
  uint32_t head = 0;      // The head that it came in through ...
  uint64_t position = 0;  // ... and its place in the log there.
  int64_t value = 0;
};

enum class BufferKind : uint8_t {
  kData,
  kBarrier,   // Everything before it belongs to the checkpoint.
  kReleased,  // The task that filled the channel has failed; another one will go on.
};

struct Buffer {
  BufferKind kind = BufferKind::kData;
  CheckpointId checkpoint = 0;  // Of a barrier.
  std::vector<Record> records;
};

std::string Encode(const Buffer& buffer);
// Throws ConnectionError when the bytes are no buffer.
Buffer Decode(std::string_view bytes);

// The durable log that a head reads: records stay where they are, so that they can be read again.
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
