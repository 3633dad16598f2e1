/* posix_spawn, system and popen start programs as they do without hooks. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

static int start(const char *script) {
  char *arguments[] = {"sh", "-c", (char *)script, NULL};
  pid_t pid = 0;
  int status = 0;
  if (posix_spawn(&pid, "/bin/sh", NULL, NULL, arguments, environ) != 0) return -1; /* [error_return] spawned -1 */  // [library_error]
  if (waitpid(pid, &status, 0) != pid) return -2; /* [error_return] spawned -2 */  // [library_error]
  return WEXITSTATUS(status);
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  printf("spawned %d\n", start("exit 3"));
  printf("system %d\n", WEXITSTATUS(system("exit 4")));
  char line[64] = "";
  FILE *pipe = popen("echo piped", "r");  // [library_error]
  while (pipe && fgets(line, sizeof line, pipe)) printf("%s", line); /* [delay] */ /* iterations 1 */  // [library_error]
  return pipe ? pclose(pipe) : 1;
}
