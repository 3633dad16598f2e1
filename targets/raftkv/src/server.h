// server.h: takes requests from connections and has one thread serve them.
//
//   connection thread --Arrive--> queue --Serve--> service thread --> connection thread --Finish--> reply
#ifndef RAFTKV_SERVER_H_
#define RAFTKV_SERVER_H_

#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "messages.h"
#include "queue.h"
#include "raft.h"

namespace raftkv {

struct Request {
  Method method = kGet;
  std::string body;
  std::string reply;
  Ticket ticket;  // Of a write.
  int result = 0;
  bool served = false;
};

class Handler {
 public:
  virtual ~Handler() = default;
  // In the connection's thread, before the request is queued. True: it needs no queue, `result` and `reply` are set.
  virtual bool Arrive(Request& request) = 0;
  // In the service thread.
  virtual int Serve(Request& request) = 0;
  // In the connection's thread, after a request was served well: what has to be waited for.
  virtual int Finish(Request& request) = 0;
};

class Server {
 public:
  Server(Handler& handler, const CostModel& cost) : handler_(handler), cost_(cost) {}
  ~Server() { Stop(); }

  int Open(size_t queue_capacity);
  void Start();
  void Stop();
  uint16_t port() const { return port_; }
  uint64_t rejected() const { return rejected_; }

 private:
  struct Connection {
    int fd = -1;
    std::atomic<bool> done{false};
    std::thread thread;
  };

  void AcceptLoop();
  void ConnectionLoop(Connection& connection);
  void ServiceLoop();
  int Run(Request& request);
  void VisitConnections();
  void Forget(Connection& connection);

  Handler& handler_;
  const CostModel cost_;
  rk_queue queue_{};
  uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<bool> stopping_{false};
  std::atomic<uint64_t> rejected_{0};
  std::thread acceptor_;
  std::thread service_;
  std::mutex mutex_;  // Guards connections_ and `served` of requests.
  std::condition_variable served_;
  std::condition_variable forgotten_;
  std::list<Connection> connections_;
};

}  // namespace raftkv

#endif  // RAFTKV_SERVER_H_
