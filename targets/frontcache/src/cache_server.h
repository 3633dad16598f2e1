// cache_server.h: the cache process: one thread, one datagram socket.
#ifndef FRONTCACHE_CACHE_SERVER_H_
#define FRONTCACHE_CACHE_SERVER_H_

#include "cache_store.h"
#include "proto/frontcache.pb.h"
#include "socket.h"

namespace frontcache {

class CacheServer {
 public:
  CacheServer(const Options& options, Fd socket) : options_(options), socket_(std::move(socket)), store_(options) {}

  // Until the process ends.
  [[noreturn]] void Run();

 private:
  void ServeUntil(TimePoint sweep);
  void ServeOne();
  proto::CacheReply Handle(const proto::CacheRequest& request);

  const Options options_;
  Fd socket_;
  CacheStore store_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_CACHE_SERVER_H_
