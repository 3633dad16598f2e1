// What headers' macros expand to gets no warnings, so its text must not either.
#include <cassert>
#include <csignal>
#include <sys/select.h>
#include <sys/wait.h>

int Wait(int status, int n) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(n, &set);
  assert(n > 0);
  if (n < 0) throw n;
  return WIFEXITED(status) && FD_ISSET(n, &set) && SIGRTMIN > 0 ? WEXITSTATUS(status) : -1;
}
