/* Code that changes its stack: fibers started by one function and finished under another, whose stacks then vanish. */
// loses frames_too_deep
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { kStack = 65536 };
static ucontext_t scheduler, fibers[3];
static char *stacks[3];
static int done;

static int check(int n) {
  if (n > 90) return -1; /* [error_return] */
  printf("check %d\n", n);
  return n;
}

static void work(int number) {
  for (int i = 0; i <= number; ++i) { /* [delay] */ /* iterations 6 */
    check(10 * number + i);
    swapcontext(&fibers[number], &scheduler);
  }
  ++done;
}

static int start(int number) {
  stacks[number] = mmap(NULL, kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);  // [library_error]
  if (stacks[number] == MAP_FAILED) return -1; /* [error_return] */
  getcontext(&fibers[number]);
  fibers[number].uc_stack.ss_sp = stacks[number];
  fibers[number].uc_stack.ss_size = kStack;
  fibers[number].uc_link = &scheduler;
  makecontext(&fibers[number], (void (*)(void))work, 1, number);
  swapcontext(&scheduler, &fibers[number]);
  return number;
}

static void finish(int number) {
  for (int round = 0; round <= number; ++round) swapcontext(&scheduler, &fibers[number]); /* [delay] */
  munmap(stacks[number], kStack);  // [library_error]
  printf("finished %d check %d\n", number, check(number) < 0 ? -1 : 1);
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  for (int i = 0; i < 3; ++i) start(i); /* [!delay] constant bounds */
  for (int i = 0; i < 3; ++i) finish(i); /* [!delay] constant bounds */
  printf("done %d\n", done);
  return 0;
}
