// db_server.h: the database process.
//
//   accept -> login queue -> login thread -> a reader per session -> query queue -> workers -> reply
//
// Logins go through one thread. Queries are answered in the order in which they come, by a few workers; a client that
// sends several does not wait for one before the next.
#ifndef FRONTCACHE_DB_SERVER_H_
#define FRONTCACHE_DB_SERVER_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "proto/frontcache.pb.h"
#include "query_engine.h"
#include "socket.h"
#include "status.h"

namespace frontcache {

class DbServer {
 public:
  DbServer(const Options& options, Fd listener, const std::string& table_path);

  // Until the process ends.
  [[noreturn]] void Run();

 private:
  struct Session {
    explicit Session(Fd accepted) : stream(std::move(accepted)) {}
    Fd stream;
    std::mutex write_mutex;
    std::atomic<bool> ended{false};
  };
  using SessionPtr = std::shared_ptr<Session>;

  struct Query {
    SessionPtr session;
    proto::DbRequest request;
    TimePoint received;
    Clock::duration age() const { return Clock::now() - received; }
  };

  void AcceptLoop();
  void Admit(Fd stream);
  void LoginLoop();
  void Login(const SessionPtr& session);
  void ReadLoop(const SessionPtr& session);
  void End(const SessionPtr& session);
  Status Enqueue(Query query);
  void WorkLoop();
  Query NextQuery();
  static void Reply(Session& session, const proto::DbReply& reply);

  const Options options_;
  Fd listener_;
  Table table_;
  QueryEngine engine_;

  std::mutex session_mutex_;
  std::condition_variable login_waits_;
  size_t sessions_ = 0;  // Those in the login queue count, too.
  std::deque<SessionPtr> logins_;

  std::mutex query_mutex_;
  std::condition_variable query_waits_;
  std::deque<Query> queries_;
  size_t reports_waiting_ = 0;
};

}  // namespace frontcache

#endif  // FRONTCACHE_DB_SERVER_H_
