// db_session.h: a front-end thread's connection to the database.
#ifndef FRONTCACHE_DB_SESSION_H_
#define FRONTCACHE_DB_SESSION_H_

#include <atomic>

#include "options.h"
#include "proto/frontcache.pb.h"
#include "socket.h"
#include "status.h"

namespace frontcache {

// One logged-in connection. Carries one call at a time.
class DbSession {
 public:
  // (Fixed: goes on waiting for a login that has begun, unless it was closed.)
  Status Dial(uint16_t port, Millis timeout);
  // Leaves the session unusable if it fails: the answer may still come. (Fixed: if it breaks; a late answer is
  // dropped.)
  Status Call(proto::DbRequest request, proto::DbReply& reply, Millis timeout);
  void Close() { stream_.Close(); }
  bool is_open() const { return stream_.valid() && logged_in_; }

 private:
  Status Greet(uint16_t port);

  Fd stream_;
  bool logged_in_ = false;
  uint64_t last_id_ = 0;
};

// Counts how often the database was lost. Shared by all threads of a front-end.
class SessionEpoch {
 public:
  uint64_t current() const { return epoch_; }
  // Sessions that were opened in this epoch or before are not to be trusted any more.
  void Expire(uint64_t epoch) { epoch_.compare_exchange_strong(epoch, epoch + 1); }

 private:
  std::atomic<uint64_t> epoch_{0};
};

// Keeps a session open, and calls over it. For one thread.
class DbConnection {
 public:
  DbConnection(const Options& options, uint16_t port, SessionEpoch& epoch)
      : options_(options), port_(port), epoch_(epoch) {}

  // Dials unless there is a session that can be trusted.
  Status Ensure();
  Status Call(const proto::DbRequest& request, proto::DbReply& reply, Millis timeout);
  bool is_open() const { return session_.is_open(); }
  uint64_t dials() const { return dials_; }

 private:
  void Lost(Status how, uint64_t opened_in);

  const Options options_;
  const uint16_t port_;
  SessionEpoch& epoch_;
  DbSession session_;
  uint64_t opened_in_ = 0;  // Epoch.
  uint64_t dials_ = 0;
};

}  // namespace frontcache

#endif  // FRONTCACHE_DB_SESSION_H_
