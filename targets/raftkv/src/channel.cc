#include "channel.h"

#include <unistd.h>

#include <cerrno>

#include "net.h"

namespace raftkv {

int Channel::Call(Method method, const std::string& body, std::string* reply, int timeout_ms) {
  std::lock_guard lock(mutex_);
  int result = 0;
  const int rc = Exchange(method, body, reply, timeout_ms, &result);
  if (rc < 0) Close();
  return rc < 0 ? rc : result;
}

int Channel::Exchange(Method method, const std::string& body, std::string* reply, int timeout_ms, int* result) {
  reply->clear();
  if (fd_ < 0) {
    const uint16_t port = book_.ports.at(node_);
    if (port == 0) return -ECONNREFUSED;
    fd_ = rk_connect(port);
    if (fd_ < 0) return fd_;
  }
  int rc = rk_send_frame(fd_, method, body.data(), body.size());
  if (rc < 0) return rc;
  rc = rk_wait_readable(fd_, timeout_ms);
  if (rc < 0) return rc;
  rk_frame frame;
  rc = rk_recv_frame(fd_, &frame);
  if (rc < 0) return rc;
  *result = frame.tag;
  reply->assign(frame.data, frame.size);
  rk_frame_free(&frame);
  return 0;
}

void Channel::Close() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

}  // namespace raftkv
