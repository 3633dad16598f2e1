// cache_client.h: the cache as front-ends see it: quick, and allowed to forget.
#ifndef FRONTCACHE_CACHE_CLIENT_H_
#define FRONTCACHE_CACHE_CLIENT_H_

#include <map>
#include <string>
#include <vector>

#include "options.h"
#include "proto/frontcache.pb.h"
#include "socket.h"
#include "status.h"

namespace frontcache {

// For one thread.
class CacheClient {
 public:
  CacheClient(const Options& options, uint16_t port) : options_(options), socket_(ConnectDatagram(port)) {}

  // Adds what the cache has to `found`.
  Status Get(const std::vector<std::string>& keys, std::map<std::string, std::string>& found);
  // Not answered: whether they arrive shows at the next get.
  void Set(const std::string& key, const std::string& value);
  void Remove(const std::vector<std::string>& keys);

 private:
  void Send(const proto::CacheRequest& request);
  bool Receive(proto::CacheReply& reply);

  const Options options_;
  Fd socket_;
  uint64_t last_id_ = 0;
};

}  // namespace frontcache

#endif  // FRONTCACHE_CACHE_CLIENT_H_
