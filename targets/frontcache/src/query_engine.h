// query_engine.h: what the database does for one request.
#ifndef FRONTCACHE_QUERY_ENGINE_H_
#define FRONTCACHE_QUERY_ENGINE_H_

#include <mutex>

#include "options.h"
#include "proto/frontcache.pb.h"
#include "table.h"

namespace frontcache {

class QueryEngine {
 public:
  QueryEngine(const Options& options, Table& table) : options_(options), table_(table) {}

  // Several threads at once.
  proto::DbReply Execute(const proto::DbRequest& request);
  // Checks who logs in, and reads what he may do.
  bool Authenticate(const proto::Login& login);

 private:
  void Read(const proto::ReadObject& read, proto::DbReply& reply);
  void Scan(const proto::ScanFeed& scan, proto::DbReply& reply);
  void Report(const proto::ReadReport& report, proto::DbReply& reply);
  void Commit(const proto::CommitRecords& commit);

  const Options options_;
  Table& table_;
  std::mutex commit_mutex_;  // Commits go to the device one after the other.
};

uint64_t FirstRowOfObject(uint64_t object, const Options& options);

}  // namespace frontcache

#endif  // FRONTCACHE_QUERY_ENGINE_H_
