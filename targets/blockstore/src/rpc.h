// rpc.h: calls over loopback TCP.
//
//   RpcChannel::Call -> [u32 size][method][body] -> RpcServer -> handler
//                    <- [u32 size][code or ok][body] <-
//
// One connection carries one call at a time; the server spends a thread per connection. A caller that gives up closes
// the connection, but the server finishes what it has begun.
#ifndef BLOCKSTORE_RPC_H_
#define BLOCKSTORE_RPC_H_

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "messages.h"
#include "options.h"

namespace blockstore {

// Owns a file descriptor.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(other.Release()) {}
  Socket& operator=(Socket&& other) noexcept;
  ~Socket() { Close(); }

  int fd() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int Release();
  void Close();
  // Wakes up whoever waits on it; the descriptor stays reserved.
  void Shutdown() const;

 private:
  int fd_ = -1;
};

enum class RpcStatus : uint8_t { kOk, kTimedOut, kUnreachable, kRemoteError };

struct RpcReply {
  RpcStatus status = RpcStatus::kOk;
  uint8_t code = 0;  // ErrorCode of a remote error.
  std::string body;  // The answer, or what went wrong.
};

// Safe for several threads; their calls go one after the other.
class RpcChannel {
 public:
  RpcChannel(uint16_t port, Millis timeout) : port_(port), timeout_(timeout) {}
  RpcReply Call(Method method, const std::string& body);

 private:
  std::mutex mutex_;
  Socket socket_;
  uint16_t port_;
  Millis timeout_;
};

// Answers requests until stopped. The handler may throw; the caller then gets a remote error.
class RpcServer {
 public:
  using Handler = std::function<std::string(Method, const std::string&)>;

  RpcServer(Handler handler, Micros visit_cost);
  ~RpcServer() { Stop(); }
  uint16_t port() const { return port_; }
  void Start();
  void Stop();

 private:
  struct Connection {
    Socket socket;
    std::thread thread;
    std::atomic<bool> done{false};
  };

  void AcceptLoop();
  void Serve(Connection& connection);
  void VisitConnections();

  Handler handler_;
  const Micros visit_cost_;
  Socket listener_;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread acceptor_;
  std::mutex mutex_;  // Guards connections_.
  std::list<Connection> connections_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_RPC_H_
