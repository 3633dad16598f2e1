#include "socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "error.h"

namespace streamjob {
namespace {

constexpr uint32_t kFrameMax = 16u << 20;

sockaddr_in Loopback(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = other.Release();
  }
  return *this;
}

int Socket::Release() { return std::exchange(fd_, -1); }

void Socket::Close() {
  if (fd_ >= 0) ::close(Release());
}

void Socket::Shutdown() const {
  if (fd_ >= 0) ::shutdown(fd_, SHUT_RDWR);
}

bool Socket::Send(std::string_view bytes) const {
  const uint32_t size = static_cast<uint32_t>(bytes.size());
  std::string frame(sizeof size, '\0');
  std::memcpy(frame.data(), &size, sizeof size);
  frame += bytes;
  size_t sent = 0;
  while (sent < frame.size()) {
    const ssize_t n = ::send(fd_, frame.data() + sent, frame.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    sent += static_cast<size_t>(n);
  }
  return true;
}

bool Socket::ReceiveExactly(char* data, size_t size) const {
  size_t received = 0;
  while (received < size) {
    const ssize_t n = ::recv(fd_, data + received, size - received, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    received += static_cast<size_t>(n);
  }
  return true;
}

std::optional<std::string> Socket::Receive() const {
  uint32_t size = 0;
  char header[sizeof size];
  if (!ReceiveExactly(header, sizeof header)) return std::nullopt;
  std::memcpy(&size, header, sizeof size);
  if (size > kFrameMax) return std::nullopt;
  std::string bytes(size, '\0');
  if (!ReceiveExactly(bytes.data(), size)) return std::nullopt;
  return bytes;
}

bool Socket::WaitReadable(Millis timeout) const {
  pollfd request{fd_, POLLIN, 0};
  return ::poll(&request, 1, static_cast<int>(timeout.count())) > 0;
}

Socket Socket::Accept() const {
  Socket accepted(::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC));
  const int on = 1;
  if (accepted.valid()) ::setsockopt(accepted.fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return accepted;
}

uint16_t Socket::LocalPort() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.sin_port);
}

Socket Listen() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Socket socket(fd);
  const sockaddr_in address = Loopback(0);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(fd, 64) != 0) {
    throw ConnectionError(std::string("cannot listen on 127.0.0.1: ") + std::strerror(errno));
  }
  return socket;
}

Socket Connect(uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Socket socket(fd);
  const sockaddr_in address = Loopback(port);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw ConnectionError(std::string("cannot connect: ") + std::strerror(errno));
  }
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

}  // namespace streamjob
