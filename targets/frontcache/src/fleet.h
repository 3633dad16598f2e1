// fleet.h: a cache process, a database process and front-end processes on this machine, for tests and demonstrations.
//
//   Fleet -- fork --> cache, its followers, database
//         -- fork --> front-ends -- Tally --> JoinFrontEnds
//
// The fleet keeps the servers' sockets open: what is sent while a server is being restarted waits for the new one.
// To be used by one thread, in a process that has no others.
#ifndef FRONTCACHE_FLEET_H_
#define FRONTCACHE_FLEET_H_

#include <string>
#include <vector>

#include "child_process.h"
#include "front_end.h"
#include "socket.h"

namespace frontcache {

class Fleet {
 public:
  // Throws SystemError.
  explicit Fleet(const Options& options);
  // Ends all processes.
  ~Fleet();
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  void StartFrontEnd(size_t threads, const Script& script);
  // Waits for all front-ends. One that dies, or takes too long, counts as a failed request.
  proto::Tally JoinFrontEnds();
  // One front-end from beginning to end.
  proto::Tally RunFrontEnd(size_t threads, const Script& script);

  // Starts a process that follows the cache, and returns its number: 1 for the first.
  size_t StartFollower();
  // Front-ends that are started from now on look up pages there; 0: in the cache itself.
  void UseCache(size_t follower) {
    endpoints_.cache = PortOf(follower == 0 ? cache_socket_ : followers_[follower - 1].socket);
  }

  // The new process has an empty cache.
  void RestartCache();
  // The new process has what was committed.
  void RestartDatabase();

 private:
  struct FrontEndProcess {
    Fd tally;  // Read end of a pipe.
    ChildProcess process;
  };

  struct Follower {
    Fd socket;
    ChildProcess process;
  };

  proto::Tally Join(FrontEndProcess& front_end, TimePoint deadline);

  const Options options_;
  std::string directory_;
  Fd cache_socket_;
  Fd database_socket_;
  Endpoints endpoints_;
  ChildProcess cache_;
  ChildProcess database_;
  std::vector<Follower> followers_;
  std::vector<FrontEndProcess> front_ends_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_FLEET_H_
