#include "socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "status.h"

namespace frontcache {
namespace {

constexpr uint32_t kMessageMax = 16u << 20;
constexpr int kBacklog = 512;

Fd Bind(int type) {
  Fd socket(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
  const sockaddr_in address = LoopbackAddress(0);
  if (!socket.valid() || ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw SystemError(std::string("cannot bind to 127.0.0.1: ") + std::strerror(errno));
  }
  return socket;
}

Fd Connect(int type, uint16_t port) {
  Fd socket(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
  const sockaddr_in address = LoopbackAddress(port);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return Fd();
  return socket;
}

void DisableNagle(int fd) {
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool ReceiveExactly(int fd, char* data, size_t size) {
  size_t received = 0;
  while (received < size) {
    const ssize_t n = ::recv(fd, data + received, size - received, 0);  // [truth: SESSION_RECV]
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    received += static_cast<size_t>(n);
  }
  return true;
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void Fd::Close() {
  if (valid()) ::close(std::exchange(fd_, -1));
}

void Fd::Reset() {
  const linger abort{1, 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
  Close();
}

Fd ListenOnLoopback() {
  Fd socket = Bind(SOCK_STREAM);
  if (::listen(socket.get(), kBacklog) != 0) throw SystemError(std::string("cannot listen: ") + std::strerror(errno));
  return socket;
}

Fd BindDatagramOnLoopback() { return Bind(SOCK_DGRAM); }

uint16_t PortOf(const Fd& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw SystemError(std::string("socket has no name: ") + std::strerror(errno));
  }
  return ntohs(address.sin_port);
}

sockaddr_in LoopbackAddress(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

Fd ConnectStream(uint16_t port) {
  Fd socket = Connect(SOCK_STREAM, port);
  if (socket.valid()) DisableNagle(socket.get());
  return socket;
}

Fd ConnectDatagram(uint16_t port) { return Connect(SOCK_DGRAM, port); }

Fd Accept(const Fd& listener) {
  Fd stream(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (stream.valid()) DisableNagle(stream.get());
  return stream;
}

bool SendMessage(const Fd& stream, const google::protobuf::MessageLite& message) {
  const uint32_t size = static_cast<uint32_t>(message.ByteSizeLong());
  std::string bytes(sizeof size, '\0');
  std::memcpy(bytes.data(), &size, sizeof size);
  if (!message.AppendToString(&bytes)) return false;
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n =
        ::send(stream.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);  // [truth: SESSION_SEND]
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    sent += static_cast<size_t>(n);
  }
  return true;
}

bool ReceiveMessage(const Fd& stream, google::protobuf::MessageLite& message) {
  uint32_t size = 0;
  if (!ReceiveExactly(stream.get(), reinterpret_cast<char*>(&size), sizeof size)) return false;
  if (size > kMessageMax) return false;
  std::string bytes(size, '\0');
  if (!ReceiveExactly(stream.get(), bytes.data(), bytes.size())) return false;
  return message.ParseFromString(bytes);
}

bool WaitReadable(const Fd& socket, TimePoint deadline) {
  const auto left = std::chrono::ceil<Millis>(deadline - Clock::now());
  pollfd request{socket.get(), POLLIN, 0};
  return ::poll(&request, 1, static_cast<int>(std::max<int64_t>(left.count(), 0))) > 0;
}

bool IsAbandoned(const Fd& stream) {
  char byte = 0;
  const ssize_t n = ::recv(stream.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

}  // namespace frontcache
