#include "child_process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "status.h"

namespace frontcache {
namespace {

[[noreturn]] void RunChild(pid_t parent, const std::function<int()>& main) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // It ended meanwhile.
  int value = 1;
  try {
    value = main();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "process %d: %s\n", static_cast<int>(::getpid()), error.what());
  }
  ::_exit(value);
}

int WaitFor(pid_t pid) {
  int state = 0;
  while (::waitpid(pid, &state, 0) < 0 && errno == EINTR) {
  }
  return state;
}

}  // namespace

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    Kill();
    pid_ = std::exchange(other.pid_, -1);
  }
  return *this;
}

ChildProcess ChildProcess::Start(const std::function<int()>& main) {
  const pid_t parent = ::getpid();
  ChildProcess child;
  child.pid_ = ::fork();
  if (child.pid_ < 0) throw SystemError(std::string("cannot fork: ") + std::strerror(errno));
  if (child.pid_ == 0) RunChild(parent, main);
  return child;
}

void ChildProcess::Kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  WaitFor(std::exchange(pid_, -1));
}

bool ChildProcess::Join() {
  if (pid_ <= 0) return false;
  const int state = WaitFor(std::exchange(pid_, -1));
  return WIFEXITED(state) && WEXITSTATUS(state) == 0;
}

}  // namespace frontcache
