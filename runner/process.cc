#include "runner/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
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

// A report in a memory file.
class SharedReport {
 public:
  SharedReport() : file_(memfd_create("csnake-report", MFD_CLOEXEC)) {
    if (file_ >= 0 && ftruncate(file_, sizeof(Report)) == 0)
      memory_ = mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED, file_, 0);
  }
  ~SharedReport() {
    if (good()) munmap(memory_, sizeof(Report));
    if (file_ >= 0) close(file_);
  }
  SharedReport(const SharedReport&) = delete;
  SharedReport& operator=(const SharedReport&) = delete;
  bool good() const { return memory_ != MAP_FAILED; }
  int file() const { return file_; }
  const Report& operator*() const { return *static_cast<Report*>(memory_); }

 private:
  int file_;
  void* memory_ = MAP_FAILED;
};

// Beside this program, wherever both are installed.
const std::string& SupervisorPath() {
  static const std::string kPath = [] {
    std::error_code error;
    return (std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "csnake-supervisor").string();
  }();
  return kPath;
}

// 0 or an errno. All signals are blocked in the new process, so that none is lost before it waits for them.
int StartSupervisor(const Command& command, int report, pid_t& pid) {
  std::vector<std::string> arguments{SupervisorPath(), std::to_string(getpid()), std::to_string(command.timeout_ns), command.directory,
                                     command.output};
  arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_init(&actions);
  sigset_t all;
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_adddup2(&actions, report, kReportFile);
  int error = 0;
  for (int attempt = 0; attempt < 5; ++attempt) {
    error = posix_spawn(&pid, SupervisorPath().c_str(), &actions, &attributes, Pointers(arguments).data(),
                        Pointers(command.environment).data());
    if (error != EAGAIN) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100 << attempt));
  }
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
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
  const SharedReport report;
  if (!report.good()) return Fail(Code::kUnavailable, "cannot map memory: " + ErrorText(errno));
  pid_t supervisor = -1;
  const int error = StartSupervisor(command, report.file(), supervisor);
  if (error == ENOENT || error == EACCES)
    return Fail(Code::kUnavailable, "cannot start " + SupervisorPath() + ": " + ErrorText(error) + "; it belongs beside csnake: build or install it again");
  if (error != 0) return Fail(Code::kUnavailable, "cannot start " + program + ": " + ErrorText(error) + "; lower --jobs");
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

void SetVariable(std::vector<std::string>& environment, const std::string& entry) {
  const std::string name = entry.substr(0, entry.find('=')) + "=";
  std::erase_if(environment, [&](const std::string& old) { return old.starts_with(name); });
  if (entry.find('=') != std::string::npos) environment.push_back(entry);
}

std::vector<std::string> TargetEnvironment() {
  constexpr std::array<std::string_view, 9> kLeftOut = {"CSNAKE_",           "GTEST_",      "BOOST_TEST",      "TEST_SHARD",
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
