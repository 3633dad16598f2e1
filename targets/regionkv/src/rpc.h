// rpc.h: calls over loopback TCP.
//
//   RpcChannel::Call -> [u32 size][method][body] -> RpcServer -> handler
//                    <- [u32 size][code][body] <-
//
// One connection carries one call at a time; the server spends a thread per connection. A caller that gives up closes
// the connection, but the server finishes what it has begun.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "messages.h"
#include "options.h"
#include "status.h"
#include "wire.h"

namespace regionkv {

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

// Safe for several threads; their calls go one after the other.
class RpcChannel {
 public:
  RpcChannel(uint16_t port, Millis timeout) : port_(port), timeout_(timeout) {}
  Result<std::string> Call(Method method, const std::string& body);

 private:
  std::mutex mutex_;
  Socket socket_;
  uint16_t port_;
  Millis timeout_;
};

template <typename Reply, typename Request>
Result<Reply> Invoke(RpcChannel& channel, Method method, const Request& request) {
  Result<std::string> body = channel.Call(method, Encode(request));
  if (!body.ok()) return body.status();
  return Decode<Reply>(*body);
}

// Answers requests until stopped.
class RpcServer {
 public:
  using Handler = std::function<Result<std::string>(Method, const std::string&)>;

  explicit RpcServer(Handler handler) : handler_(std::move(handler)) {}
  ~RpcServer() { Stop(); }
  Status Start();
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
  void DropFinished();

  Handler handler_;
  Socket listener_;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread acceptor_;
  std::mutex mutex_;  // Guards connections_.
  std::list<Connection> connections_;
};

// Decodes a request, calls `function` and encodes its answer.
template <typename Request, typename Reply>
Result<std::string> Answer(const std::string& body, const std::function<Result<Reply>(const Request&)>& function) {
  Result<Request> request = Decode<Request>(body);
  if (!request.ok()) return request.status();
  Result<Reply> reply = function(*request);
  if (!reply.ok()) return reply.status();
  return Encode(*reply);
}

}  // namespace regionkv
