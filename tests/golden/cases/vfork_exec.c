/* A child of vfork borrows its parent's memory, hooks included, until it calls exec or _exit. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int usable(const char *path) {
  if (!path) return -1; /* [error_return] status 7 */
  return 0;
}

static void become(const char *path) {
  if (usable(path) < 0) _exit(7);
  for (int i = 0; i < 2; ++i) execl(path, path, "-c", "exit 5", (char *)0); /* [!delay] constant bounds */
  _exit(9);
}

static int after(int n) {
  if (n > 90) return -2; /* [error_return] after -2 */
  return n;
}

static int run(const char *path) {
  int status = 0;
  const pid_t pid = vfork();
  if (pid == 0) become(path);
  if (pid < 0) return -1; /* [error_return] status -1 */
  printf("after %d\n", after(3));
  waitpid(pid, &status, 0);  // [library_error]
  return WEXITSTATUS(status);
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  printf("status %d\n", run("/bin/sh"));
  printf("missing %d\n", run("/nonexistent/program"));
  return 0;
}
