#include "wal_reader.h"

#include <cstring>
#include <thread>

#include "wal.h"
#include "wire.h"

namespace regionkv {
namespace {

constexpr Millis kPoll{2};
constexpr uint32_t kRecordMax = 16u << 20;

}  // namespace

Result<WalReader> WalReader::Open(const std::string& path) {
  Result<File> file = File::Open(path);
  if (!file.ok()) return file.status();
  return WalReader(std::move(*file));
}

Result<std::optional<WalReader::Group>> WalReader::Next(Millis timeout) {
  if (!HasBytes(position_ + sizeof(GroupHeader))) return std::optional<Group>();
  const TimePoint deadline = Clock::now() + timeout;
  uint64_t at = position_;
  GroupHeader header;
  REGIONKV_RETURN_IF_ERROR(Read(at, reinterpret_cast<char*>(&header), sizeof header, deadline));
  if (header.magic != GroupHeader{}.magic) return Status::Corruption("no group header where one should be");
  at += sizeof header;
  Group group;
  for (uint32_t i = 0; i < header.edits; ++i) {
    uint32_t size = 0;
    REGIONKV_RETURN_IF_ERROR(Read(at, reinterpret_cast<char*>(&size), sizeof size, deadline));
    if (size > kRecordMax) return Status::Corruption("edit of " + std::to_string(size) + " bytes");
    std::string bytes(size, '\0');
    REGIONKV_RETURN_IF_ERROR(Read(at + sizeof size, bytes.data(), size, deadline));
    at += sizeof size + size;
    Result<Edit> edit = Decode<Edit>(bytes);
    if (!edit.ok()) return edit.status();
    group.edits.push_back(std::move(*edit));
  }
  position_ = at;
  return std::optional<Group>(std::move(group));
}

Status WalReader::Read(uint64_t offset, char* data, size_t size, TimePoint deadline) const {
  if (!AwaitBytes(offset + size, deadline)) {
    return Status::EndOfFile("premature end of file at " + std::to_string(offset));  // [truth: WAL_EOF]
  }
  return file_.ReadAt(offset, data, size);
}

bool WalReader::AwaitBytes(uint64_t end, TimePoint deadline) const {
  while (!HasBytes(end)) {
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(kPoll);
  }
  return true;
}

bool WalReader::HasBytes(uint64_t end) const {
  const Result<uint64_t> size = file_.Size();
  return size.ok() && *size >= end;
}

}  // namespace regionkv
