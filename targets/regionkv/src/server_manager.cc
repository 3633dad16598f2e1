#include "server_manager.h"

namespace regionkv {

void ServerManager::Register(ServerName server, TimePoint now) {
  std::lock_guard lock(mutex_);
  servers_[server] = Server{now, {}};
}

bool ServerManager::Heartbeat(ServerName server, TimePoint now) {
  std::lock_guard lock(mutex_);
  const auto it = servers_.find(server);
  if (it == servers_.end()) return false;
  it->second.last_heartbeat = now;
  return true;
}

bool ServerManager::IsExpired(ServerName server, TimePoint now) const {
  std::lock_guard lock(mutex_);
  const auto it = servers_.find(server);
  return it != servers_.end() && now - it->second.last_heartbeat > options_.dead_after;
}

void ServerManager::Remove(ServerName server) {
  std::lock_guard lock(mutex_);
  servers_.erase(server);
}

std::vector<ServerName> ServerManager::Servers() const {
  std::lock_guard lock(mutex_);
  std::vector<ServerName> servers;
  for (const auto& [name, server] : servers_) servers.push_back(name);
  return servers;
}

// With jitter: what failed together need not come back together.
void ServerManager::Exclude(ServerName server, TimePoint now) {
  std::lock_guard lock(mutex_);
  const auto it = servers_.find(server);
  if (it == servers_.end()) return;
  std::uniform_int_distribution<int64_t> percent(50, 150);
  it->second.excluded_until = now + options_.exclusion * percent(random_) / 100;
}

std::vector<ServerName> ServerManager::Candidates(TimePoint now) const {
  std::lock_guard lock(mutex_);
  std::vector<ServerName> candidates;
  for (const auto& [name, server] : servers_) {
    if (server.excluded_until <= now) candidates.push_back(name);
  }
  return candidates;
}

}  // namespace regionkv
