#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Functions that return the error's number, and processes. */
static void *work(void *argument) {
  *(int *)argument = 7;
  return NULL;
}

int main(void) {
  pthread_t thread;
  int value = 0;
  const int error = pthread_create(&thread, NULL, work, &value);  // [library_error] thread: Resource temporarily unavailable
  if (error == 0) pthread_join(thread, NULL);
  printf("thread: %s %d\n", strerror(error), value);
  fflush(stdout);  // [library_error]
  const pid_t child = fork();  // [library_error] no child
  if (child == 0) _exit(3);
  int status = 0;
  if (child < 0) puts("no child");
  else if (waitpid(child, &status, 0) != child) puts("not waited");  // [library_error] not waited
  else printf("child %d\n", WEXITSTATUS(status));
  return 0;
}
