/* pthread_exit, cancellation and detached threads leave hooked frames that never return; destructors still run. */
#include <pthread.h>
#include <stdlib.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static pthread_key_t key;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;

static int check(intptr_t n) {
  if (n > 90) return -1; /* [error_return] joined 2 */
  return (int)n;
}

static void destroy(void *value) { printf("destroyed %d\n", (int)(intptr_t)value); }
static void cleaned(void *value) { printf("cleaned %d\n", check((intptr_t)value)); }

static void leave(intptr_t n) {  // [delay]
  while (n < 9) { /* [delay] */
    if (n == 3) pthread_exit((void *)(n + check(4)));
    leave(n + 1);
  }
}

static void *exits(void *value) {
  pthread_setspecific(key, value);
  pthread_cleanup_push(cleaned, value);
  leave((intptr_t)value);
  pthread_cleanup_pop(0);
  return NULL;
}

static void announce(void) {
  pthread_mutex_lock(&lock);
  ready = 1;
  pthread_cond_signal(&changed);
  pthread_mutex_unlock(&lock);
}

static void *waits(void *value) {
  pthread_setspecific(key, value);
  announce();
  for (;;) pause(); /* [delay] */
}

static void *detached(void *value) {
  printf("detached %d\n", check((intptr_t)value));
  announce();
  return NULL;
}

static void await(void) {
  pthread_mutex_lock(&lock);
  while (!ready) pthread_cond_wait(&changed, &lock); /* [delay] */
  ready = 0;
  pthread_mutex_unlock(&lock);
}

int main(void) {
  pthread_t thread;
  void *result = NULL;
  pthread_key_create(&key, destroy);
  if (pthread_create(&thread, NULL, exits, (void *)1) != 0) abort();  // [library_error]
  pthread_join(thread, &result);
  printf("joined %d\n", (int)(intptr_t)result);
  if (pthread_create(&thread, NULL, waits, (void *)2) != 0) abort();  // [library_error]
  await();
  pthread_cancel(thread);
  pthread_join(thread, &result);
  printf("cancelled %d\n", result == PTHREAD_CANCELED);
  if (pthread_create(&thread, NULL, detached, (void *)5) != 0) abort();  // [library_error]
  pthread_detach(thread);
  await();
  printf("checked %d\n", check(6));
  return 0;
}
