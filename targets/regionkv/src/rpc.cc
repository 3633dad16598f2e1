#include "rpc.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

namespace regionkv {
namespace {

constexpr uint32_t kFrameMax = 64u << 20;

struct Frame {
  uint8_t tag = 0;  // Method of a request, Code of an answer.
  std::string body;
};

sockaddr_in Loopback(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void DisableNagle(int fd) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Socket Connect(uint16_t port) {
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = Loopback(port);
  if (::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return Socket();
  DisableNagle(socket.fd());
  return socket;
}

bool SendAll(int fd, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(fd, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<size_t>(sent);
  }
  return true;
}

bool ReceiveAll(int fd, char* data, size_t size) {
  while (size > 0) {
    const ssize_t received = ::recv(fd, data, size, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    data += received;
    size -= static_cast<size_t>(received);
  }
  return true;
}

bool SendFrame(int fd, uint8_t tag, const std::string& body) {
  const auto size = static_cast<uint32_t>(body.size());
  std::string bytes(reinterpret_cast<const char*>(&size), sizeof size);
  bytes += static_cast<char>(tag);
  bytes += body;
  return SendAll(fd, bytes.data(), bytes.size());
}

std::optional<Frame> ReceiveFrame(int fd) {
  char head[sizeof(uint32_t) + 1];
  if (!ReceiveAll(fd, head, sizeof head)) return std::nullopt;
  uint32_t size = 0;
  std::memcpy(&size, head, sizeof size);
  if (size > kFrameMax) return std::nullopt;
  Frame frame{static_cast<uint8_t>(head[sizeof size]), std::string(size, '\0')};
  if (!ReceiveAll(fd, frame.body.data(), size)) return std::nullopt;
  return frame;
}

bool WaitReadable(int fd, Millis timeout) {
  pollfd request{fd, POLLIN, 0};
  return ::poll(&request, 1, static_cast<int>(timeout.count())) > 0;
}

}  // namespace

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void Socket::Close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void Socket::Shutdown() const {
  if (fd_ >= 0) ::shutdown(fd_, SHUT_RDWR);
}

Result<std::string> RpcChannel::Call(Method method, const std::string& body) {
  std::lock_guard lock(mutex_);
  if (!socket_.valid()) socket_ = Connect(port_);
  if (!socket_.valid()) return Status::Unreachable("cannot connect to port " + std::to_string(port_));
  if (!SendFrame(socket_.fd(), static_cast<uint8_t>(method), body)) {
    socket_.Close();
    return Status::Unreachable("connection lost while sending");
  }
  // Answers are small: once the first byte is here the rest follows at once.
  if (!WaitReadable(socket_.fd(), timeout_)) {
    socket_.Close();
    return Status::TimedOut("no answer within " + std::to_string(timeout_.count()) + " ms");
  }
  std::optional<Frame> frame = ReceiveFrame(socket_.fd());
  if (!frame) {
    socket_.Close();
    return Status::Unreachable("connection lost");
  }
  const Code code{frame->tag};
  if (code == Code::kOk) return std::move(frame->body);
  return Status(code, std::move(frame->body));
}

Status RpcServer::Start() {
  listener_ = Socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.fd(), raw, size) != 0 || ::listen(listener_.fd(), 128) != 0 ||
      ::getsockname(listener_.fd(), raw, &size) != 0) {
    return Status::IoError(std::string("cannot listen on 127.0.0.1: ") + std::strerror(errno));
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread(&RpcServer::AcceptLoop, this);
  return Status::Ok();
}

void RpcServer::Stop() {
  if (stopping_.exchange(true)) return;
  listener_.Shutdown();
  if (acceptor_.joinable()) acceptor_.join();
  std::lock_guard lock(mutex_);
  for (const Connection& connection : connections_) connection.socket.Shutdown();
  for (Connection& connection : connections_) connection.thread.join();
  connections_.clear();
  listener_.Close();
}

void RpcServer::AcceptLoop() {
  while (!stopping_) {
    const int fd = ::accept4(listener_.fd(), nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    DisableNagle(fd);
    std::lock_guard lock(mutex_);
    DropFinished();
    Connection& connection = connections_.emplace_back();
    connection.socket = Socket(fd);
    connection.thread = std::thread([this, &connection] { Serve(connection); });
  }
}

void RpcServer::Serve(Connection& connection) {
  while (std::optional<Frame> request = ReceiveFrame(connection.socket.fd())) {
    const Result<std::string> reply = handler_(static_cast<Method>(request->tag), request->body);
    const std::string& body = reply.ok() ? *reply : reply.status().message();
    if (!SendFrame(connection.socket.fd(), static_cast<uint8_t>(reply.status().code()), body)) break;
  }
  connection.done = true;
}

void RpcServer::DropFinished() {
  std::erase_if(connections_, [](Connection& connection) {
    if (!connection.done) return false;
    connection.thread.join();
    return true;
  });
}

}  // namespace regionkv
