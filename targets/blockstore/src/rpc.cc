#include "rpc.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "error.h"
#include "hooks.h"

namespace blockstore {
namespace {

constexpr uint8_t kOkTag = 255;
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

Socket Connect(uint16_t port) {
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = Loopback(port);
  if (::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return Socket();
  DisableNagle(socket.fd());
  return socket;
}

bool SendFrame(int fd, uint8_t tag, const std::string& body) {
  const uint32_t size = static_cast<uint32_t>(body.size());
  std::string bytes(sizeof size + 1, '\0');
  std::memcpy(bytes.data(), &size, sizeof size);
  bytes[sizeof size] = static_cast<char>(tag);
  bytes += body;
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t n = ::send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    sent += static_cast<size_t>(n);
  }
  return true;
}

bool ReceiveExactly(int fd, char* data, size_t size) {
  size_t received = 0;
  while (received < size) {
    const ssize_t n = ::recv(fd, data + received, size - received, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    received += static_cast<size_t>(n);
  }
  return true;
}

std::optional<Frame> ReceiveFrame(int fd) {
  uint32_t size = 0;
  Frame frame;
  char header[sizeof size + 1];
  if (!ReceiveExactly(fd, header, sizeof header)) return std::nullopt;
  std::memcpy(&size, header, sizeof size);
  frame.tag = static_cast<uint8_t>(header[sizeof size]);
  if (size > kFrameMax) return std::nullopt;
  frame.body.resize(size);
  if (!ReceiveExactly(fd, frame.body.data(), size)) return std::nullopt;
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

RpcReply RpcChannel::Call(Method method, const std::string& body) {
  std::lock_guard lock(mutex_);
  if (!socket_.valid()) socket_ = Connect(port_);
  if (!socket_.valid()) return {RpcStatus::kUnreachable, 0, "cannot connect"};
  if (!SendFrame(socket_.fd(), static_cast<uint8_t>(method), body)) {
    socket_.Close();
    return {RpcStatus::kUnreachable, 0, "connection lost while sending"};
  }
  // Answers are small: once the first byte is here the rest follows at once.
  if (!WaitReadable(socket_.fd(), timeout_)) {
    socket_.Close();
    return {RpcStatus::kTimedOut, 0, "timed out"};
  }
  std::optional<Frame> frame = ReceiveFrame(socket_.fd());
  if (!frame) {
    socket_.Close();
    return {RpcStatus::kUnreachable, 0, "connection lost"};
  }
  const bool ok = frame->tag == kOkTag;
  return {ok ? RpcStatus::kOk : RpcStatus::kRemoteError, frame->tag, std::move(frame->body)};
}

RpcServer::RpcServer(Handler handler, Micros visit_cost) : handler_(std::move(handler)), visit_cost_(visit_cost) {
  listener_ = Socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.fd(), raw, size) != 0 || ::listen(listener_.fd(), 128) != 0 ||
      ::getsockname(listener_.fd(), raw, &size) != 0) {
    throw RpcError(std::string("cannot listen on 127.0.0.1: ") + std::strerror(errno));
  }
  port_ = ntohs(address.sin_port);
}

void RpcServer::Start() { acceptor_ = std::thread(&RpcServer::AcceptLoop, this); }

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
  while (std::optional<Frame> request = ReceiveFrame(connection.socket.fd())) {
    uint8_t tag = kOkTag;
    std::string body;
    try {
      body = handler_(static_cast<Method>(request->tag), request->body);
    } catch (const Error& error) {
      tag = static_cast<uint8_t>(error.code());
      body = error.what();
    } catch (const std::exception& error) {
      tag = static_cast<uint8_t>(ErrorCode::kGeneric);
      body = error.what();
    }
    if (!SendFrame(connection.socket.fd(), tag, body)) break;
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

}  // namespace blockstore
