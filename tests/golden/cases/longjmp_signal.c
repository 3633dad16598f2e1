/* A jump out of a signal handler, over frames and loops that never end. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static sigjmp_buf landing;
static int depth;

static void handler(int number) {
  (void)number;
  for (int i = 0; i < depth; ++i) siglongjmp(landing, depth); /* [delay] */
}

static int dive(int n) {  // [delay]
  if (n > 90) return -1; /* [error_return] climbed 1 */
  while (depth < 9) { /* [delay] */
    if (++depth == n && raise(SIGUSR2) != 0) return -2; /* [error_return] */
    if (depth < n) dive(n);
  }
  return depth;
}

static int climb(int n) {
  volatile int tries = 0;
  for (;;) { /* [delay] */ /* iterations 1 */
    const int landed = sigsetjmp(landing, 1);
    if (landed != 0) printf("landed %d after %d\n", landed, tries);
    if (++tries > 3) break;
    depth = 0;
    if (dive(n + tries) < 0) break;
  }
  return tries;
}

int main(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigaction(SIGUSR2, &action, NULL);
  printf("climbed %d\n", climb(1));
  return 0;
}
