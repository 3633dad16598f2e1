/* net.h: frames over loopback TCP.
 *
 *   [u32 size][i32 tag][size bytes]      tag: the kind of a request, or the result of a reply (0 or a negative errno)
 */
#ifndef RAFTKV_NET_H_
#define RAFTKV_NET_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rk_frame {
  int32_t tag;
  uint32_t size;
  char* data; /* Owned; rk_frame_free. */
};

/* All of them: a descriptor or 0, or a negative errno. */
int rk_listen(uint16_t* port); /* Chooses a port. */
int rk_accept(int listener);
int rk_connect(uint16_t port);
int rk_send_frame(int fd, int32_t tag, const char* data, size_t size);
int rk_recv_frame(int fd, struct rk_frame* frame); /* -EPIPE when the other end has gone. */
int rk_wait_readable(int fd, int timeout_ms);      /* -ETIMEDOUT */
void rk_frame_free(struct rk_frame* frame);

#ifdef __cplusplus
}
#endif

#endif /* RAFTKV_NET_H_ */
