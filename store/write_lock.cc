#include "store/write_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace csnake::store {

model::Result<std::unique_ptr<WriteLock>> WriteLock::Take(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0)
    return model::Fail(model::Code::kUnavailable, "cannot make " + path + ": " + std::generic_category().message(errno) +
                                                      "; check permissions and free space");
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 32> text{};
    const ssize_t size = pread(file, text.data(), text.size() - 1, 0);
    close(file);
    return model::Fail(model::Code::kUnavailable,
                       "another csnake (process " + std::string(text.data(), size > 0 ? static_cast<size_t>(size) : 0) +
                           ") works on this campaign; wait for it to end, or stop it");
  }
  const std::string pid = std::to_string(getpid());
  // Only for the message above: a full disk must not prevent the lock.
  if (ftruncate(file, 0) == 0 && pwrite(file, pid.data(), pid.size(), 0) < 0) errno = 0;
  return std::unique_ptr<WriteLock>(new WriteLock(file));
}

WriteLock::~WriteLock() { close(file_); }

}  // namespace csnake::store
