// file.h: a file that is appended to by one and read by others, and records in it: [u32 size][bytes].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "status.h"

namespace regionkv {

class File {
 public:
  static Result<File> Create(const std::string& path);
  static Result<File> Open(const std::string& path);

  File() = default;
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  File& operator=(File&& other) noexcept;
  ~File() { Close(); }
  void Close();

  Status Append(std::string_view bytes);
  Status AppendRecord(std::string_view bytes);
  // Exactly `size` bytes at `offset`.
  Status ReadAt(uint64_t offset, char* data, size_t size) const;
  Result<uint64_t> Size() const;

 private:
  explicit File(int fd) : fd_(fd) {}

  int fd_ = -1;
};

}  // namespace regionkv
