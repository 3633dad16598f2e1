#include "queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int rk_queue_init(struct rk_queue* q, size_t capacity) {
  if (capacity == 0) return -EINVAL;
  memset(q, 0, sizeof *q);
  q->items = calloc(capacity, sizeof *q->items);
  if (q->items == NULL) return -ENOMEM;
  q->capacity = capacity;
  pthread_mutex_init(&q->lock, NULL);
  pthread_cond_init(&q->changed, NULL);
  return 0;
}

void rk_queue_destroy(struct rk_queue* q) {
  pthread_cond_destroy(&q->changed);
  pthread_mutex_destroy(&q->lock);
  free(q->items);
  q->items = NULL;
}

static int put_locked(struct rk_queue* q, void* item) {
  if (q->closed) return -ESHUTDOWN;
  if (q->count == q->capacity) return -EAGAIN; /* [truth: QUEUE_FULL] */
  q->items[(q->head + q->count) % q->capacity] = item;
  q->count++;
  return 0;
}

int rk_queue_push(struct rk_queue* q, void* item) {
  pthread_mutex_lock(&q->lock);
  const int rc = put_locked(q, item);
  pthread_mutex_unlock(&q->lock);
  if (rc == 0) pthread_cond_signal(&q->changed);
  return rc;
}

int rk_queue_pop(struct rk_queue* q, void** item) {
  int rc = 0;
  pthread_mutex_lock(&q->lock);
  while (q->count == 0 && !q->closed) pthread_cond_wait(&q->changed, &q->lock);
  if (q->count == 0) {
    rc = -ESHUTDOWN;
  } else {
    *item = q->items[q->head];
    q->head = (q->head + 1) % q->capacity;
    q->count--;
  }
  pthread_mutex_unlock(&q->lock);
  return rc;
}

void rk_queue_close(struct rk_queue* q) {
  pthread_mutex_lock(&q->lock);
  q->closed = 1;
  pthread_mutex_unlock(&q->lock);
  pthread_cond_broadcast(&q->changed);
}
