// record.h: what flows between tasks.
#ifndef STREAMJOB_RECORD_H_
#define STREAMJOB_RECORD_H_

#include <cstdint>
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

}  // namespace streamjob

#endif  // STREAMJOB_RECORD_H_
