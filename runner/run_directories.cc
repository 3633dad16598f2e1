#include "runner/run_directories.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <system_error>

namespace csnake::runner {
namespace {

namespace fs = std::filesystem;
using model::Code;
using model::Fail;

constexpr uint64_t kFreeMin = uint64_t{1} << 30;
constexpr time_t kGraceS = 60;  // A directory without a lock file may just have been made.

std::string ChooseBase() {
  struct statvfs space {};
  if (statvfs("/dev/shm", &space) == 0 && uint64_t{space.f_bavail} * space.f_frsize >= kFreeMin &&
      access("/dev/shm", W_OK | X_OK) == 0)
    return "/dev/shm";
  const char* const temporary = std::getenv("TMPDIR");
  return temporary != nullptr && *temporary != '\0' ? temporary : "/tmp";
}

bool IsStale(const fs::path& directory) {
  struct stat status {};
  if (lstat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != geteuid()) return false;
  const int lock = open((directory / "lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (lock < 0) return errno == ENOENT && std::time(nullptr) - status.st_mtime > kGraceS;
  const bool free = flock(lock, LOCK_EX | LOCK_NB) == 0;
  close(lock);
  return free;
}

void RemoveStale(const std::string& base) {
  std::error_code error;
  for (fs::directory_iterator it(base, error), end; !error && it != end; it.increment(error))
    if (it->path().filename().string().starts_with("csnake-") && IsStale(it->path())) RunDirectories::Remove(it->path());
}

}  // namespace

model::Result<std::unique_ptr<RunDirectories>> RunDirectories::Make(std::string base) {
  if (base.empty()) base = ChooseBase();
  RemoveStale(base);
  std::string path = base + "/csnake-XXXXXX";
  const auto failed = [&](int number) {
    return Fail(Code::kUnavailable, "cannot make run directories in " + base + ": " +
                                        std::generic_category().message(number) +
                                        "; set TMPDIR to a directory with space");
  };
  if (mkdtemp(path.data()) == nullptr) return failed(errno);
  const int lock = open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return failed(errno);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const int number = errno;
    close(lock);
    return failed(number);
  }
  return std::unique_ptr<RunDirectories>(new RunDirectories(std::move(path), lock));
}

RunDirectories::~RunDirectories() {
  Remove(path_);
  close(lock_);
}

model::Result<std::string> RunDirectories::Add() {
  std::string directory = path_ + "/" + std::to_string(next_.fetch_add(1));
  for (const std::string& made : {directory, directory + "/spool", directory + "/tmp"})
    if (mkdir(made.c_str(), 0700) != 0)
      return Fail(Code::kUnavailable, "cannot make " + made + ": " + std::generic_category().message(errno) +
                                          "; free space there");
  return directory;
}

void RunDirectories::Remove(const std::string& directory) {
  std::error_code ignored;  // What stays is found as stale by a later csnake.
  fs::remove_all(directory, ignored);
}

}  // namespace csnake::runner
