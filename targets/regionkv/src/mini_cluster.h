// mini_cluster.h: master, region servers and a peer in one process, for tests and demonstrations.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client.h"
#include "master.h"
#include "region_server.h"

namespace regionkv {

class MiniCluster {
 public:
  MiniCluster(const Options& options, size_t servers) : options_(options), count_(servers), master_(options) {}
  ~MiniCluster();
  Status Start();

  const Options& options() const { return options_; }
  Master& master() { return master_; }
  ReplicationPeer& peer() { return peer_; }
  RegionServer& server(size_t index) { return *servers_.at(index); }
  size_t size() const { return servers_.size(); }
  const std::string& directory() const { return directory_; }
  std::unique_ptr<Client> NewClient() const;
  // The region wherever it is open, or null.
  std::shared_ptr<Region> FindRegion(RegionId id);

 private:
  uint16_t PeerPort() const { return options_.peers > 0 ? peer_.port() : 0; }

  const Options options_;
  const size_t count_;
  std::string directory_;
  Master master_;
  ReplicationPeer peer_;
  std::vector<std::unique_ptr<RegionServer>> servers_;
};

// Polls until the condition holds; false if it does not within the timeout.
bool WaitUntil(const std::function<bool()>& condition, Millis timeout = Millis(1500));

}  // namespace regionkv
