/* Children of fork go on with hooked code; each ends in another way. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int work(int n) {
  if (n > 9) return -1; /* [error_return] child 0: 255 */
  return n + (getppid() == 0);
}

static void child(int how) {
  int result = 0;
  for (int i = 0; i < how + 1; ++i) result += work(i); /* [delay] */
  if (how == 0) _exit(result);
  if (how == 1) exit(result);
  if (how == 2) quick_exit(result);
  if (how == 3) _Exit(result);
  abort();
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  for (int how = 0; how < 5; ++how) { /* [!delay] constant bounds */
    const pid_t pid = fork();  // [library_error]
    if (pid == 0) child(how);
    int status = 0;
    waitpid(pid, &status, 0);  // [library_error]
    printf("child %d: %d\n", how, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
  }
  return 0;
}
