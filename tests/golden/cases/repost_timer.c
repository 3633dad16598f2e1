#include <stdio.h>

/* C: a callback that gives itself to a timer again. */
typedef void (*timer_cb)(void *argument);
static struct {
  timer_cb callback;
  void *argument;
} g_timer;

static int timer_start(timer_cb callback, void *argument) {
  g_timer.callback = callback;
  g_timer.argument = argument;
  return 0;
}

static void on_timer(void *argument) { /* [delay] */ /* iterations 4 */ /* inside 29 */
  int *left = argument;
  printf("timer %d\n", *left);
  if (--*left > 0) timer_start(on_timer, left);
}

static void on_once(void *argument) { printf("once %d\n", *(int *)argument); }

int main(void) {
  int left = 4;
  timer_start(on_once, &left);
  g_timer.callback(g_timer.argument);
  timer_start(on_timer, &left);
  while (left > 0) g_timer.callback(g_timer.argument); /* [delay] */ /* iterations 4 */
  return 0;
}
