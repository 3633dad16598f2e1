/* queue.h: the bounded queue between the connections of a server and the thread that serves them.
 *
 * A queue that is full refuses at once: who asks is told to come again, instead of waiting for nobody knows how long.
 */
#ifndef RAFTKV_QUEUE_H_
#define RAFTKV_QUEUE_H_

#include <pthread.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rk_queue {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  void** items;
  size_t capacity;
  size_t head;
  size_t count;
  int closed;
};

int rk_queue_init(struct rk_queue* q, size_t capacity); /* 0, -EINVAL, -ENOMEM */
void rk_queue_destroy(struct rk_queue* q);

int rk_queue_push(struct rk_queue* q, void* item); /* 0, -EAGAIN when full, -ESHUTDOWN when closed */
int rk_queue_pop(struct rk_queue* q, void** item); /* 0, -ESHUTDOWN when closed and empty; waits */
void rk_queue_close(struct rk_queue* q);           /* What is in it is still handed out. */

#ifdef __cplusplus
}
#endif

#endif /* RAFTKV_QUEUE_H_ */
