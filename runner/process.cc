#include "runner/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <system_error>
#include <thread>

#include "runner/supervisor.h"

namespace csnake::runner {
namespace {

using model::Code;
using model::Fail;
using model::Result;

constexpr int kLookMs = 50;  // How soon kStopNow is noticed.

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

std::string ErrorText(int number) { return std::generic_category().message(number); }

class SharedReport {
 public:
  SharedReport() : memory_(mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {}
  ~SharedReport() {
    if (good()) munmap(memory_, sizeof(Report));
  }
  SharedReport(const SharedReport&) = delete;
  SharedReport& operator=(const SharedReport&) = delete;
  bool good() const { return memory_ != MAP_FAILED; }
  Report& operator*() const { return *static_cast<Report*>(memory_); }

 private:
  void* memory_;
};

// Forks with all signals blocked, so that no handler of csnake runs in the child.
pid_t StartSupervisor(const Launch& launch, Report& report) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t pid = -1;
  for (int attempt = 0; attempt < 5; ++attempt) {
    pid = fork();
    if (pid == 0) Supervise(launch, report);
    if (pid > 0 || errno != EAGAIN) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100 << attempt));
  }
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

// Waits for the supervisor, asking it to kill the run when `stop` says so. True when it was asked.
bool Await(pid_t supervisor, const std::atomic<int>& stop) {
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, supervisor, 0));
  bool asked = false;
  while (true) {
    const pid_t got = waitpid(supervisor, nullptr, WNOHANG);
    if (got == supervisor || (got < 0 && errno != EINTR)) break;
    if (!asked && stop.load() >= kStopNow) asked = kill(supervisor, SIGTERM) == 0;
    if (handle >= 0) {
      pollfd entry{handle, POLLIN, 0};
      poll(&entry, 1, kLookMs);
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
  if (handle >= 0) close(handle);
  return asked;
}

Exit ToExit(const Report& report) {
  Exit exit{.wall_ns = report.wall_ns};
  if (report.timed_out) {
    exit.ending = model::Ending::kTimedOut;
  } else if (WIFSIGNALED(report.wait_status)) {
    exit.ending = model::Ending::kCrashed;
    exit.status = WTERMSIG(report.wait_status);
  } else {
    exit.status = WEXITSTATUS(report.wait_status);
    exit.ending = exit.status == 0 ? model::Ending::kPassed : model::Ending::kFailed;
  }
  return exit;
}

}  // namespace

Result<Exit> Execute(const Command& command, const std::atomic<int>& stop) {
  const std::string& program = command.arguments.at(0);
  const int output = open(command.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (output < 0)
    return Fail(Code::kUnavailable, "cannot make " + command.output + ": " + ErrorText(errno) + "; free space there");
  close(output);
  const std::vector<char*> arguments = Pointers(command.arguments);
  const std::vector<char*> environment = Pointers(command.environment);
  const SharedReport report;
  if (!report.good()) return Fail(Code::kUnavailable, "cannot map memory: " + ErrorText(errno));
  const Launch launch{arguments.data(),       environment.data(), command.directory.c_str(), command.output.c_str(),
                      command.timeout_ns, getpid()};
  const pid_t supervisor = StartSupervisor(launch, *report);
  if (supervisor < 0)
    return Fail(Code::kUnavailable, "cannot start " + program + ": " + ErrorText(errno) + "; lower --jobs");
  const bool stopped = Await(supervisor, stop);
  if ((*report).start_error != 0)
    return Fail(Code::kUnavailable, "cannot start " + program + " in " + command.directory + ": " +
                                        ErrorText((*report).start_error) + "; build it, or correct csnake.yml");
  if (stopped) return Fail(Code::kInterrupted, program + " was killed at the user's request");
  if (!(*report).finished || (!(*report).ended && !(*report).timed_out))
    return Fail(Code::kUnavailable, "the supervisor of " + program + " was killed from outside; run the command again");
  return ToExit(*report);
}

std::string TailOf(const std::string& path, size_t bytes_max) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return "";
  const off_t size = lseek(file, 0, SEEK_END);
  const off_t begin = std::max<off_t>(0, size - static_cast<off_t>(bytes_max));
  std::string text(static_cast<size_t>(std::max<off_t>(0, size - begin)), '\0');
  const ssize_t got = pread(file, text.data(), text.size(), begin);
  close(file);
  text.resize(got > 0 ? static_cast<size_t>(got) : 0);
  const size_t line = text.find('\n');
  if (begin > 0 && line != std::string::npos && line + 1 < text.size()) text.erase(0, line + 1);
  return text;
}

std::vector<std::string> TargetEnvironment() {
  constexpr std::array<std::string_view, 8> kLeftOut = {"CSNAKE_",           "GTEST_",      "TEST_SHARD",
                                                        "TEST_TOTAL_SHARDS", "TESTBRIDGE_", "TEST_PREMATURE_EXIT_FILE=",
                                                        "XML_OUTPUT_FILE=",  "TEST_TMPDIR="};
  std::vector<std::string> kept;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view entry = *at;
    if (std::ranges::none_of(kLeftOut, [&](std::string_view prefix) { return entry.starts_with(prefix); }))
      kept.emplace_back(entry);
  }
  return kept;
}

}  // namespace csnake::runner
