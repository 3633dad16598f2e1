// rpc.h: calls over loopback TCP.
//
//   RpcClient::Call -> [u32 size][method][body] -> RpcServer -> handler
//                   <- [u32 size][0, or 1 + ErrorCode][body] <-
//
// The server spends a thread per connection. A caller that gives up closes the connection, but the server finishes what
// it has begun.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "expected.h"
#include "messages.h"
#include "options.h"
#include "wire.h"

namespace containerstore {

// Owns a file descriptor.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept;
  ~Socket() { Close(); }

  int fd() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  void Close();
  // Wakes up whoever waits on it; the descriptor stays reserved.
  void Shutdown() const;

 private:
  int fd_ = -1;
};

// Safe for several threads; their calls go one after the other over one connection, which is made when it is needed.
class RpcClient {
 public:
  RpcClient(uint16_t port, Millis timeout) : port_(port), timeout_(timeout) {}
  Expected<std::string> Call(Method method, const std::string& body);

  template <typename Reply, typename Request>
  Expected<Reply> Ask(Method method, const Request& request) {
    const Expected<std::string> body = Call(method, Encode(request));
    if (!body) return Unexpected(body.error());
    return Decode<Reply>(*body);
  }

 private:
  Expected<void> Connect();

  std::mutex mutex_;
  Socket socket_;
  const uint16_t port_;
  const Millis timeout_;
};

// Answers requests until stopped.
class RpcServer {
 public:
  using Handler = std::function<Expected<std::string>(Method, const std::string&)>;

  RpcServer(Handler handler, Micros visit_cost) : handler_(std::move(handler)), visit_cost_(visit_cost) {}
  ~RpcServer() { Stop(); }
  Expected<void> Start();
  void Stop();
  uint16_t port() const { return port_; }

 private:
  struct Connection {
    Socket socket;
    std::thread thread;
    std::atomic<bool> done{false};
  };

  void AcceptLoop();
  void Serve(Connection& connection);
  void VisitConnections();

  const Handler handler_;
  const Micros visit_cost_;
  Socket listener_;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread acceptor_;
  std::mutex mutex_;  // Guards connections_.
  std::list<Connection> connections_;
};

// What a request asks for, decoded and answered by `serve`, which returns Expected<Reply>.
template <typename Request, typename Serve>
Expected<std::string> Answer(const std::string& body, Serve serve) {
  const Expected<Request> request = Decode<Request>(body);
  if (!request) return Unexpected(request.error());
  const auto reply = serve(*request);
  if (!reply) return Unexpected(reply.error());
  return Encode(*reply);
}

}  // namespace containerstore
