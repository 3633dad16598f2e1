#include "container_store.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

namespace containerstore {
namespace {

namespace fs = std::filesystem;

// FNV-1a.
uint64_t ChecksumOf(const std::string& data) {
  uint64_t sum = 14695981039346656037u;
  for (const char c : data) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return sum;
}

Expected<void> WriteTo(const fs::path& path, const std::string& data, std::ios::openmode mode) {
  std::ofstream file(path, std::ios::binary | mode);
  file << data;
  file.flush();
  if (!file) return Fail(ErrorCode::kIo, "cannot write " + path.string());
  return {};
}

Expected<void> AppendChecksum(const fs::path& path, uint64_t sum) {
  return WriteTo(path, std::string(reinterpret_cast<const char*>(&sum), sizeof sum), std::ios::app);
}

Expected<std::string> ReadFrom(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Fail(ErrorCode::kIo, "cannot read " + path.string());
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

ContainerStore::ContainerStore(fs::path directory) : directory_(std::move(directory)) {
  std::error_code error;
  fs::create_directories(directory_, error);
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_, error)) {
    const bool closed = entry.path().extension() == ".container";
    const ContainerId id{std::strtoull(entry.path().stem().c_str(), nullptr, 10)};
    const uint64_t size = entry.file_size(error);
    replicas_[id] = {id, closed ? size - sizeof(uint64_t) : size, closed ? ReplicaState::kClosed : ReplicaState::kOpen};
  }
}

Expected<ReplicaInfo> ContainerStore::Append(ContainerId id, const std::string& data) {
  std::lock_guard lock(mutex_);
  ReplicaInfo replica{id, 0, ReplicaState::kOpen};
  if (const auto it = replicas_.find(id); it != replicas_.end()) replica = it->second;
  if (replica.state == ReplicaState::kClosed) return Fail(ErrorCode::kNotReady, ToString(id) + " is closed");
  if (const auto written = WriteTo(PathOf(replica), data, std::ios::app); !written) return Unexpected(written.error());
  replica.bytes += data.size();
  return replicas_[id] = replica;
}

Expected<ReplicaInfo> ContainerStore::Close(ContainerId id) {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return Fail(ErrorCode::kNotFound, "no replica of " + ToString(id));
  ReplicaInfo& replica = it->second;
  if (replica.state == ReplicaState::kClosed) return replica;
  const fs::path open_path = PathOf(replica);
  const auto data = ReadFrom(open_path);
  if (!data) return Unexpected(data.error());
  if (const auto sealed = AppendChecksum(open_path, ChecksumOf(*data)); !sealed) return Unexpected(sealed.error());
  replica.state = ReplicaState::kClosed;
  std::error_code error;
  fs::rename(open_path, PathOf(replica), error);
  if (error) return Fail(ErrorCode::kIo, "cannot rename " + open_path.string() + ": " + error.message());
  return replica;
}

Expected<ReplicaInfo> ContainerStore::Import(ContainerId id, const std::string& data) {
  std::lock_guard lock(mutex_);
  const ReplicaInfo replica{id, data.size(), ReplicaState::kClosed};
  const fs::path path = PathOf(replica);
  if (const auto written = WriteTo(path, data, std::ios::trunc); !written) return Unexpected(written.error());
  if (const auto sealed = AppendChecksum(path, ChecksumOf(data)); !sealed) return Unexpected(sealed.error());
  return replicas_[id] = replica;
}

Expected<std::string> ContainerStore::Read(ContainerId id) const {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return Fail(ErrorCode::kNotFound, "no replica of " + ToString(id));
  Expected<std::string> data = ReadFrom(PathOf(it->second));
  if (!data || it->second.state != ReplicaState::kClosed) return data;
  uint64_t sum = 0;
  const size_t size = data->size() - std::min(data->size(), sizeof sum);
  std::memcpy(&sum, data->data() + size, data->size() - size);
  data->resize(size);
  if (sum != ChecksumOf(*data)) return Fail(ErrorCode::kChecksum, ToString(id) + " is damaged");
  return data;
}

Expected<std::string> ContainerStore::ReadChunk(ContainerId id, size_t offset, size_t size) const {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return Fail(ErrorCode::kNotFound, "no replica of " + ToString(id));
  std::string data(std::min<size_t>(size, it->second.bytes - std::min<size_t>(offset, it->second.bytes)), '\0');
  std::ifstream file(PathOf(it->second), std::ios::binary);
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(data.data(), static_cast<std::streamsize>(data.size()));
  if (!file) return Fail(ErrorCode::kIo, "cannot read " + ToString(id));
  return data;
}

Expected<void> ContainerStore::Remove(ContainerId id) {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  if (it == replicas_.end()) return {};
  std::error_code error;
  fs::remove(PathOf(it->second), error);
  if (error) return Fail(ErrorCode::kIo, "cannot remove " + ToString(id) + ": " + error.message());
  replicas_.erase(it);
  return {};
}

bool ContainerStore::Has(ContainerId id) const {
  std::lock_guard lock(mutex_);
  return replicas_.contains(id);
}

std::vector<ReplicaInfo> ContainerStore::List() const {
  std::lock_guard lock(mutex_);
  std::vector<ReplicaInfo> all;
  for (const auto& [id, replica] : replicas_) all.push_back(replica);
  return all;
}

fs::path ContainerStore::FileOf(ContainerId id) const {
  std::lock_guard lock(mutex_);
  const auto it = replicas_.find(id);
  return it == replicas_.end() ? fs::path() : PathOf(it->second);
}

fs::path ContainerStore::PathOf(const ReplicaInfo& replica) const {
  const char* extension = replica.state == ReplicaState::kClosed ? ".container" : ".data";
  return directory_ / (std::to_string(static_cast<uint64_t>(replica.container)) + extension);
}

}  // namespace containerstore
