#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEADER_SIZE = 8, FRAME_MAX = 64 << 20, BACKLOG = 64 };

static struct sockaddr_in loopback(uint16_t port) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static void disable_nagle(int fd) {
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int close_with(int fd, int rc) {
  close(fd);
  return rc;
}

int rk_listen(uint16_t* port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  struct sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(fd, (struct sockaddr*)&address, size) != 0) return close_with(fd, -errno);
  if (listen(fd, BACKLOG) != 0) return close_with(fd, -errno);
  if (getsockname(fd, (struct sockaddr*)&address, &size) != 0) return close_with(fd, -errno);
  *port = ntohs(address.sin_port);
  return fd;
}

int rk_accept(int listener) {
  for (;;) {
    const int fd = accept(listener, NULL, NULL);
    if (fd >= 0) {
      disable_nagle(fd);
      return fd;
    }
    if (errno != EINTR && errno != ECONNABORTED) return -errno;
  }
}

int rk_connect(uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  const struct sockaddr_in address = loopback(port);
  if (connect(fd, (const struct sockaddr*)&address, sizeof address) != 0) return close_with(fd, -errno);
  disable_nagle(fd);
  return fd;
}

static int send_all(int fd, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t n = send(fd, data, size, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -errno;
    data += n;
    size -= (size_t)n;
  }
  return 0;
}

static int recv_all(int fd, char* data, size_t size) {
  while (size > 0) {
    const ssize_t n = recv(fd, data, size, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -errno;
    if (n == 0) return -EPIPE;
    data += n;
    size -= (size_t)n;
  }
  return 0;
}

int rk_send_frame(int fd, int32_t tag, const char* data, size_t size) {
  if (size > FRAME_MAX) return -EMSGSIZE;
  const uint32_t length = (uint32_t)size;
  char* bytes = malloc(HEADER_SIZE + size);
  if (bytes == NULL) return -ENOMEM;
  memcpy(bytes, &length, sizeof length);
  memcpy(bytes + 4, &tag, sizeof tag);
  if (size > 0) memcpy(bytes + HEADER_SIZE, data, size);
  const int rc = send_all(fd, bytes, HEADER_SIZE + size);
  free(bytes);
  return rc;
}

int rk_recv_frame(int fd, struct rk_frame* frame) {
  char header[HEADER_SIZE];
  memset(frame, 0, sizeof *frame);
  int rc = recv_all(fd, header, sizeof header);
  if (rc < 0) return rc;
  memcpy(&frame->size, header, sizeof frame->size);
  memcpy(&frame->tag, header + 4, sizeof frame->tag);
  if (frame->size > FRAME_MAX) return -EMSGSIZE;
  frame->data = malloc(frame->size + 1);
  if (frame->data == NULL) return -ENOMEM;
  rc = recv_all(fd, frame->data, frame->size);
  if (rc < 0) rk_frame_free(frame);
  return rc;
}

int rk_wait_readable(int fd, int timeout_ms) {
  struct pollfd request = {.fd = fd, .events = POLLIN, .revents = 0};
  const int n = poll(&request, 1, timeout_ms);
  if (n < 0) return -errno;
  if (n == 0) return -ETIMEDOUT;
  return 0;
}

void rk_frame_free(struct rk_frame* frame) {
  free(frame->data);
  frame->data = NULL;
}
