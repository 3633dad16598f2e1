// replication.h: followers, which have what the cache has.
//
//   follower -- Follow --> cache -- copy, if needed; then what changes, or a sign of life --> follower
//
// A follower is a cache process, too, and serves front-ends of its own. All goes over the sockets that also take
// requests.
#ifndef FRONTCACHE_REPLICATION_H_
#define FRONTCACHE_REPLICATION_H_

#include <netinet/in.h>

#include <deque>
#include <optional>
#include <vector>

#include "cache_store.h"
#include "proto/frontcache.pb.h"
#include "socket.h"
#include "status.h"

namespace frontcache {

// The cache's side. For one thread, as is what it refers to.
class Replication {
 public:
  Replication(const Options& options, const Fd& socket, const CacheStore& store)
      : options_(options), socket_(socket), store_(store) {}

  void OnFollow(const sockaddr_in& address, const proto::Follow& follow);
  void OnChange(const proto::CacheRequest& request);
  // Copies the cache to one follower that needs it, and tells all what is new.
  void Round();

 private:
  struct Follower {
    sockaddr_in address;
    uint64_t version;
    bool needs_copy;
  };
  struct Change {
    std::string key;
    std::optional<std::string> value;  // Absent: removed.
  };

  void Remember(Change change);
  // Whether all changes since then are known.
  bool IsRecent(uint64_t version) const;
  static void Add(const Change& change, proto::CacheRequest& message);
  void SendCopy(Follower& follower);
  void Tell(Follower& follower);

  const Options options_;
  const Fd& socket_;
  const CacheStore& store_;
  std::vector<Follower> followers_;
  std::deque<Change> changes_;  // The last ones.
  uint64_t version_ = 1;        // After all changes.
};

// The follower's side.
class Link {
 public:
  // `port`: of the cache.
  Link(const Options& options, const Fd& socket, uint16_t port);

  bool IsFrom(const sockaddr_in& sender) const;
  // The cache was heard.
  void OnHeard(const proto::CacheRequest& message);
  // To be called often: notices that the link is lost, and asks the cache to follow it again.
  void Keep();

 private:
  Status Check() const;
  void Follow(uint64_t version);

  const Options options_;
  const Fd& socket_;
  const sockaddr_in cache_;
  uint64_t version_ = 0;
  TimePoint heard_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_REPLICATION_H_
