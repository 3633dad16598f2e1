// region_server.h: serves regions: log, memstores, flushes, compactions, replication.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "compactor.h"
#include "replication.h"
#include "rpc.h"

namespace regionkv {

class RegionServer {
 public:
  // `peer_port` is 0 when there is no peer.
  RegionServer(const Options& options, ServerName name, std::string directory, uint16_t master_port,
               uint16_t peer_port);
  ~RegionServer() { Stop(); }
  Status Start();
  // Like a crash: nothing is flushed or closed.
  void Stop();

  ServerName name() const { return name_; }
  Wal& wal() { return wal_; }
  ReplicationSource& replication() { return *replication_; }
  Compactor& compactor() { return compactor_; }
  std::shared_ptr<Region> FindRegion(RegionId id);
  std::vector<std::shared_ptr<Region>> Regions();
  uint64_t regions_opened() const { return regions_opened_; }
  uint64_t flush_checks() const { return flush_checks_; }

 private:
  Result<std::string> Handle(Method method, const std::string& body);
  Result<Empty> OpenRegions(const OpenRequest& request);
  Result<Empty> CloseRegions(const CloseRequest& request);
  Result<Empty> Multi(const MultiRequest& request);
  Result<Cell> Get(const GetRequest& request);
  std::vector<OpenRegion> NotYetOpen(const OpenRequest& request);
  bool IsCancelled(RegionId id);
  Status OpenOne(const OpenRegion& region);

  void HeartbeatLoop();
  void FlushLoop();
  void FlushCheckLoop();
  void CheckMemstores();

  const Options options_;
  const ServerName name_;
  RpcServer server_;
  RpcChannel master_;
  Wal wal_;
  std::unique_ptr<ReplicationSource> replication_;
  Compactor compactor_;
  WorkQueue<std::shared_ptr<Region>> flush_queue_;
  std::mutex deploy_mutex_;  // One deployment at a time.
  std::mutex mutex_;         // Guards regions_ and deploying_.
  std::map<RegionId, std::shared_ptr<Region>> regions_;
  std::set<RegionId> deploying_;
  std::atomic<uint64_t> regions_opened_{0};
  std::atomic<uint64_t> flush_checks_{0};
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace regionkv
