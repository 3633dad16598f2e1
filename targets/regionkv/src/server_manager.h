// server_manager.h: which region servers the master knows, and how they are.
#pragma once

#include <map>
#include <mutex>
#include <random>
#include <vector>

#include "messages.h"
#include "options.h"

namespace regionkv {

class ServerManager {
 public:
  explicit ServerManager(const Options& options) : options_(options) {}
  void Register(ServerName server, TimePoint now);
  // False if the server was declared dead.
  bool Heartbeat(ServerName server, TimePoint now);
  bool IsExpired(ServerName server, TimePoint now) const;
  void Remove(ServerName server);
  std::vector<ServerName> Servers() const;

  // No new regions for this server for a while.
  void Exclude(ServerName server, TimePoint now);
  // Servers that new regions may go to.
  std::vector<ServerName> Candidates(TimePoint now) const;

 private:
  struct Server {
    TimePoint last_heartbeat;
    TimePoint excluded_until;
  };

  const Options options_;
  mutable std::mutex mutex_;  // Guards what follows.
  std::minstd_rand random_;
  std::map<ServerName, Server> servers_;
};

}  // namespace regionkv
