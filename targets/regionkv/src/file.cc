#include "file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace regionkv {
namespace {

Status FromErrno(const std::string& what) { return Status::IoError(what + ": " + std::strerror(errno)); }

}  // namespace

Result<File> File::Create(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0) return FromErrno("cannot create " + path);
  return File(fd);
}

Result<File> File::Open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return FromErrno("cannot open " + path);
  return File(fd);
}

File& File::operator=(File&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void File::Close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Status File::Append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FromErrno("cannot append");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return Status::Ok();
}

// In one write, so that a reader sees all of it or nothing.
Status File::AppendRecord(std::string_view bytes) {
  const auto size = static_cast<uint32_t>(bytes.size());
  std::string record(reinterpret_cast<const char*>(&size), sizeof size);
  record += bytes;
  return Append(record);
}

Status File::ReadAt(uint64_t offset, char* data, size_t size) const {
  while (size > 0) {
    const ssize_t got = ::pread(fd_, data, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FromErrno("cannot read");
    if (got == 0) return Status::EndOfFile("read past the end");
    data += got;
    offset += static_cast<uint64_t>(got);
    size -= static_cast<size_t>(got);
  }
  return Status::Ok();
}

Result<uint64_t> File::Size() const {
  struct stat info{};
  if (::fstat(fd_, &info) != 0) return FromErrno("cannot stat");
  return static_cast<uint64_t>(info.st_size);
}

}  // namespace regionkv
