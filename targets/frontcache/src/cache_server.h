// cache_server.h: the cache process, and those that follow it: one thread, one datagram socket.
#ifndef FRONTCACHE_CACHE_SERVER_H_
#define FRONTCACHE_CACHE_SERVER_H_

#include <optional>

#include "cache_store.h"
#include "replication.h"

namespace frontcache {

class CacheServer {
 public:
  // `followed`: the port of the cache to follow, or 0.
  CacheServer(const Options& options, Fd socket, uint16_t followed = 0);

  // Until the process ends.
  [[noreturn]] void Run();

 private:
  void ServeUntil(TimePoint deadline);
  void ServeOne();
  proto::CacheReply Handle(const proto::CacheRequest& request);

  const Options options_;
  Fd socket_;
  CacheStore store_;
  Replication replication_;
  std::optional<Link> link_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_CACHE_SERVER_H_
