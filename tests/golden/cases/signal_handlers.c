/* Hooked code in signal handlers, on its own stack too. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t handled;

static int note(int n) {
  if (n > 90) return -1; /* [error_return] handled 99 */
  return n;
}

static void handler(int number) {
  if (note(number) < 0) handled += 98;
  else handled = handled + 1;
}

static int spin(int rounds) {
  for (int i = 0; i < rounds; ++i) { /* [delay] */ /* iterations 3 */
    if (raise(SIGUSR1) != 0) return -1; /* [error_return] spun 1 */
  }
  return handled;
}

int main(void) {
  char *stack = malloc(65536);
  stack_t other = {.ss_sp = stack, .ss_size = 65536};
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigaction(SIGUSR1, &action, NULL);
  printf("spun %d\n", spin(1) + spin(1));
  sigaltstack(&other, NULL);
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &action, NULL);
  spin(1);
  printf("handled %d\n", (int)handled > 90 ? 99 : (int)handled);
  return 0;
}
