#include "record.h"

#include <cstring>

#include "error.h"

namespace streamjob {
namespace {

constexpr size_t kHeader = sizeof(BufferKind) + sizeof(CheckpointId);

}  // namespace

std::string Encode(const Buffer& buffer) {
  const size_t size = buffer.records.size() * sizeof(Record);
  std::string bytes(kHeader + size, '\0');
  std::memcpy(bytes.data(), &buffer.kind, sizeof buffer.kind);
  std::memcpy(bytes.data() + sizeof buffer.kind, &buffer.checkpoint, sizeof buffer.checkpoint);
  if (size > 0) std::memcpy(bytes.data() + kHeader, buffer.records.data(), size);
  return bytes;
}

Buffer Decode(std::string_view bytes) {
  if (bytes.size() < kHeader || (bytes.size() - kHeader) % sizeof(Record) != 0) {
    throw ConnectionError("a buffer has an impossible size");
  }
  Buffer buffer;
  std::memcpy(&buffer.kind, bytes.data(), sizeof buffer.kind);
  std::memcpy(&buffer.checkpoint, bytes.data() + sizeof buffer.kind, sizeof buffer.checkpoint);
  buffer.records.resize((bytes.size() - kHeader) / sizeof(Record));
  if (!buffer.records.empty()) std::memcpy(buffer.records.data(), bytes.data() + kHeader, bytes.size() - kHeader);
  return buffer;
}

}  // namespace streamjob
