// csnake-supervisor: supervisor.h.
#include "runner/supervisor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>

namespace csnake::runner {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kLook = kSecond / 2;          // How often the output's size is looked at.
constexpr off_t kOutputMax = off_t{32} << 20;   // Run directories may be in memory: output beyond it starts anew.
constexpr int64_t kKillPatience = 5 * kSecond;  // A process in an uninterruptible call may never go.

struct Launch {
  char* const* arguments;
  const char* directory;
  const char* output;
  int64_t timeout_ns;
  pid_t owner;
};

int64_t Now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * kSecond + now.tv_nsec;
}

timespec ToTimespec(int64_t ns) {
  return {static_cast<time_t>(ns / kSecond), static_cast<decltype(timespec::tv_nsec)>(ns % kSecond)};
}

void CloseAllFrom(unsigned first) {
  if (syscall(SYS_close_range, first, ~0U, 0U) == 0) return;
  for (int file = static_cast<int>(first); file < 1024; ++file) close(file);
}

[[noreturn]] void BecomeTarget(const Launch& launch, Report& report) {
  setpgid(0, 0);  // So that a target that signals its own group does not hit the supervisor.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  const int input = open("/dev/null", O_RDONLY);
  const int output = open(launch.output, O_WRONLY | O_APPEND);
  if (input < 0 || output < 0 || dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 ||
      chdir(launch.directory) != 0) {
    report.start_error = errno;
    _exit(127);
  }
  CloseAllFrom(3);
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  execvp(launch.arguments[0], launch.arguments);
  report.start_error = errno;
  _exit(127);
}

// Sends SIGKILL to every child, also adopted ones. False when the kernel does not list them.
bool KillChildren(const char* list_path) {
  char buffer[4096];
  const int file = open(list_path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const ssize_t size = read(file, buffer, sizeof buffer);
  close(file);
  pid_t pid = 0;
  for (ssize_t i = 0; i < size; ++i) {
    if (buffer[i] >= '0' && buffer[i] <= '9') {
      pid = pid * 10 + (buffer[i] - '0');
    } else {
      if (pid > 1) kill(pid, SIGKILL);
      pid = 0;
    }
  }
  return true;
}

// Kills and reaps until nothing is left: what a killed process leaves behind becomes a child in the next round.
void KillAll(pid_t group, bool group_exists) {
  char path[64] = "/proc/thread-self/children";
  if (group_exists) kill(-group, SIGKILL);
  const int64_t begin = Now();
  while (Now() - begin < kKillPatience) {
    if (!KillChildren(path)) kill(-group, SIGKILL);
    pid_t reaped = 0;
    while ((reaped = waitpid(-1, nullptr, WNOHANG)) > 0) {}
    if (reaped < 0 && errno == ECHILD) return;
    const timespec pause = ToTimespec(kSecond / 1000);
    nanosleep(&pause, nullptr);
  }
}

void BoundOutput(const char* path) {
  struct stat status {};
  if (stat(path, &status) == 0 && status.st_size > kOutputMax && truncate(path, 0) != 0) errno = 0;
}

// Reaps what has ended. True when the target is among it.
bool Reap(pid_t target, int& status) {
  bool found = false;
  int one = 0;
  for (pid_t pid = 0; (pid = waitpid(-1, &one, WNOHANG)) > 0;) {
    if (pid != target) continue;
    status = one;
    found = true;
  }
  return found;
}

void Supervise(const Launch& launch, Report& report) {
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (getppid() != launch.owner) _exit(1);
  CloseAllFrom(kReportFile);
  signal(SIGCHLD, SIG_DFL);
  const int64_t begin = Now();
  const pid_t target = vfork();  // Nothing is copied: the child only makes system calls until it is another program.
  if (target == 0) BecomeTarget(launch, report);
  if (target < 0) {
    report.start_error = errno;
  } else {
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, SIGTERM);
    while (!(report.ended = Reap(target, report.wait_status))) {
      const int64_t left = begin + launch.timeout_ns - Now();
      if ((report.timed_out = left <= 0)) break;
      const timespec wait = ToTimespec(std::min(left, kLook));
      if (sigtimedwait(&awaited, nullptr, &wait) == SIGTERM) break;
      BoundOutput(launch.output);
    }
    report.wall_ns = Now() - begin;
    KillAll(target, !report.ended);
  }
  report.finished = true;
}

}  // namespace
}  // namespace csnake::runner

int main(int count, char** arguments) {
  using namespace csnake::runner;
  if (count <= kSupervisorArguments) return 2;
  void* memory = mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED, kReportFile, 0);
  if (memory == MAP_FAILED) return 2;
  const Launch launch{arguments + kSupervisorArguments, arguments[3], arguments[4], strtoll(arguments[2], nullptr, 10),
                      static_cast<pid_t>(strtol(arguments[1], nullptr, 10))};
  Supervise(launch, *static_cast<Report*>(memory));
  return 0;
}
