// socket.h: file descriptors, loopback sockets, and messages on them.
//
// On a stream a message is [u32 size][protobuf]; a datagram is a message by itself.
#ifndef FRONTCACHE_SOCKET_H_
#define FRONTCACHE_SOCKET_H_

#include <google/protobuf/message_lite.h>
#include <netinet/in.h>

#include <cstdint>
#include <utility>

#include "options.h"

namespace frontcache {

// Owns a file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd() { Close(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  void Close();
  // Closes a connection so that the peer sees a reset instead of an orderly end.
  void Reset();

 private:
  int fd_ = -1;
};

// Sockets on 127.0.0.1, on a port that the system chooses. Throw SystemError.
Fd ListenOnLoopback();
Fd BindDatagramOnLoopback();
uint16_t PortOf(const Fd& socket);
sockaddr_in LoopbackAddress(uint16_t port);

// Not valid if nobody listens.
Fd ConnectStream(uint16_t port);
Fd ConnectDatagram(uint16_t port);
// Waits for a connection.
Fd Accept(const Fd& listener);

// False when the connection is gone, or what came is no such message.
bool SendMessage(const Fd& stream, const google::protobuf::MessageLite& message);
bool ReceiveMessage(const Fd& stream, google::protobuf::MessageLite& message);

// False if nothing came until then.
bool WaitReadable(const Fd& socket, TimePoint deadline);
// The peer has closed its end, or lost it.
bool IsAbandoned(const Fd& stream);

}  // namespace frontcache

#endif  // FRONTCACHE_SOCKET_H_
