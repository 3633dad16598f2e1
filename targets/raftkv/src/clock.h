/* clock.h: the monotonic clock, in milliseconds. */
#ifndef RAFTKV_CLOCK_H_
#define RAFTKV_CLOCK_H_

#include <stdint.h>
#include <time.h>

static inline int64_t rk_now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#endif /* RAFTKV_CLOCK_H_ */
