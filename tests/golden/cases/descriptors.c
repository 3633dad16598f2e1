/* The recorder's own file takes no low descriptor number, survives a program that closes all, and is no child's. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int check(int n) {
  if (n > 90) return -1; /* [error_return] grown 1 */
  return n;
}

static int leaf(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += check(i) + (getppid() == 0); /* [delay] */
  return sum;
}

/* A new thread is recorded in a place of its own: the spool grows. */
static int grow(int n);
static void *run(void *count) {  // [delay]
  const int n = (int)(intptr_t)count;
  const int sum = leaf(n);
  return (void *)(intptr_t)(n > 4 ? sum + grow(n - 1) : sum);
}
static int grow(int n) {
  pthread_t thread;
  void *result = NULL;
  if (pthread_create(&thread, NULL, run, (void *)(intptr_t)n) != 0) return -2; /* [error_return] grown -2 */  // [library_error]
  pthread_join(thread, &result);
  return leaf(n) + (int)(intptr_t)result;
}

int main(void) {
  printf("opened %d\n", open("/dev/null", O_RDONLY));  // [library_error]
  printf("grown %d\n", grow(2));
  fflush(stdout);  // [library_error]
  const pid_t child = fork();  // [library_error]
  if (child == 0) {
    char byte;
    for (int fd = 3; fd < 4096; ++fd) /* [!delay] constant bounds */
      close(fd);  // [library_error]
    int files[2000];
    const int memory = memfd_create("data", 0);
    for (int i = 0; i < 2000; ++i) files[i] = i % 100 == 0 ? dup(memory) : -1; /* [!delay] constant bounds */  // [library_error]
    for (int fd = 100; fd < 1024; ++fd) dup2(memory, fd); /* [!delay] constant bounds */  // [library_error]
    const int grown = grow(6) + check(3);
    struct stat status;
    fstat(memory, &status);  // [library_error]
    printf("child %d %d %d size %d\n", grown, memory, files[0], (int)status.st_size);
    printf("read %d\n", (int)read(memory, &byte, 1));  // [library_error]
    fflush(stdout);  // [library_error]
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);  // [library_error]
  printf("checked %d status %d\n", check(2), status);
  return 0;
}
