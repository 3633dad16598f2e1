#include "rpc.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "hooks.h"

namespace containerstore {
namespace {

constexpr uint32_t kFrameMax = 64u << 20;

struct Frame {
  uint8_t tag = 0;
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
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Expected<void> SendFrame(int fd, uint8_t tag, const std::string& body) {
  const uint32_t size = static_cast<uint32_t>(body.size());
  std::string bytes(sizeof size + 1, '\0');
  std::memcpy(bytes.data(), &size, sizeof size);
  bytes[sizeof size] = static_cast<char>(tag);
  bytes += body;
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return Fail(ErrorCode::kUnreachable, "connection lost while sending");
    sent += static_cast<size_t>(n);
  }
  return {};
}

Expected<void> ReceiveExactly(int fd, char* data, size_t size) {
  for (size_t received = 0; received < size;) {
    const ssize_t n = ::recv(fd, data + received, size - received, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Fail(ErrorCode::kTimedOut, "no answer in time");
    if (n <= 0) return Fail(ErrorCode::kUnreachable, "connection lost");
    received += static_cast<size_t>(n);
  }
  return {};
}

Expected<Frame> ReceiveFrame(int fd) {
  uint32_t size = 0;
  char header[sizeof size + 1];
  if (const auto got = ReceiveExactly(fd, header, sizeof header); !got) return Unexpected(got.error());  // [truth: RPC_LOST]
  std::memcpy(&size, header, sizeof size);
  if (size > kFrameMax) return Fail(ErrorCode::kMalformed, "a frame is too large");
  Frame frame{static_cast<uint8_t>(header[sizeof size]), std::string(size, '\0')};
  if (const auto got = ReceiveExactly(fd, frame.body.data(), size); !got) return Unexpected(got.error());
  return frame;
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

Expected<void> RpcClient::Connect() {
  if (socket_.valid()) return {};
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = Loopback(port_);
  if (::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return Fail(ErrorCode::kUnreachable, "cannot connect to port " + std::to_string(port_));
  }
  DisableNagle(socket.fd());
  const auto micros = std::chrono::duration_cast<Micros>(timeout_).count();
  const timeval limit{static_cast<time_t>(micros / 1'000'000), static_cast<suseconds_t>(micros % 1'000'000)};
  setsockopt(socket.fd(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  socket_ = std::move(socket);
  return {};
}

Expected<std::string> RpcClient::Call(Method method, const std::string& body) {
  std::lock_guard lock(mutex_);
  if (const auto connected = Connect(); !connected) return Unexpected(connected.error());
  const auto sent = SendFrame(socket_.fd(), static_cast<uint8_t>(method), body);
  Expected<Frame> reply = sent ? ReceiveFrame(socket_.fd()) : Unexpected(sent.error());
  if (!reply) {
    socket_.Close();
    return Unexpected(reply.error());
  }
  if (reply->tag != 0) return Fail(static_cast<ErrorCode>(reply->tag - 1), reply->body);
  return std::move(reply->body);
}

Expected<void> RpcServer::Start() {
  listener_ = Socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.fd(), raw, size) != 0 || ::listen(listener_.fd(), 128) != 0 ||
      ::getsockname(listener_.fd(), raw, &size) != 0) {
    return Fail(ErrorCode::kIo, std::string("cannot listen on 127.0.0.1: ") + std::strerror(errno));
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread(&RpcServer::AcceptLoop, this);
  return {};
}

void RpcServer::Stop() {
  if (stopping_.exchange(true)) return;
  listener_.Shutdown();
  if (acceptor_.joinable()) acceptor_.join();
  std::lock_guard lock(mutex_);
  for (const Connection& connection : connections_) connection.socket.Shutdown();
  for (Connection& connection : connections_) connection.thread.join();
  connections_.clear();
}

void RpcServer::AcceptLoop() {
  while (!stopping_) {
    const int fd = ::accept4(listener_.fd(), nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    DisableNagle(fd);
    std::lock_guard lock(mutex_);
    VisitConnections();
    Connection& connection = connections_.emplace_back();
    connection.socket = Socket(fd);
    connection.thread = std::thread([this, &connection] { Serve(connection); });
  }
}

void RpcServer::Serve(Connection& connection) {
  while (const Expected<Frame> request = ReceiveFrame(connection.socket.fd())) {
    const auto reply = handler_(static_cast<Method>(request->tag), request->body);
    const uint8_t tag = reply ? 0 : static_cast<uint8_t>(1 + static_cast<uint8_t>(reply.error().code()));
    if (!SendFrame(connection.socket.fd(), tag, reply ? *reply : reply.error().message())) break;
  }
  connection.done = true;
}

// Looks after the connections, those first that were not for longest. (Fixed: after two, so that it takes no longer the more
// there are.)
void RpcServer::VisitConnections() {
  constexpr size_t kFixedVisits = 2;
  const size_t visits = kFixed ? std::min(connections_.size(), kFixedVisits) : connections_.size();
  for (size_t i = 0; i < visits; ++i) {  // [truth: VISIT_LOOP]
    Stall(g_hooks.visit);
    Spend(visit_cost_);
    const auto oldest = connections_.begin();
    if (!oldest->done) {
      connections_.splice(connections_.end(), connections_, oldest);
      continue;
    }
    oldest->thread.join();
    connections_.erase(oldest);
  }
}

}  // namespace containerstore
