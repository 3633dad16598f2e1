#include "region_server.h"

#include "hooks.h"

namespace regionkv {

RegionServer::RegionServer(const Options& options, ServerName name, std::string directory, uint16_t master_port,
                           uint16_t peer_port)
    : options_(options),
      name_(name),
      server_([this](Method method, const std::string& body) { return Handle(method, body); }),
      master_(master_port, options.rpc_timeout),
      wal_(options, std::move(directory), name) {
  if (peer_port != 0) replication_ = std::make_unique<ReplicationSource>(options, wal_, peer_port);
}

Status RegionServer::Start() {
  REGIONKV_RETURN_IF_ERROR(wal_.Start());
  REGIONKV_RETURN_IF_ERROR(server_.Start());
  if (replication_) replication_->Start();
  compactor_.Start();
  threads_.emplace_back(&RegionServer::FlushLoop, this);
  threads_.emplace_back(&RegionServer::FlushCheckLoop, this);
  Result<Empty> registered = Invoke<Empty>(master_, Method::kRegister, ServerAddress{name_, server_.port()});
  if (!registered.ok()) return registered.status();
  threads_.emplace_back(&RegionServer::HeartbeatLoop, this);
  return Status::Ok();
}

void RegionServer::Stop() {
  if (stopping_.exchange(true)) return;
  flush_queue_.Close();
  wal_.Stop();
  server_.Stop();
  if (replication_) replication_->Stop();
  compactor_.Stop();
  for (std::thread& thread : threads_) thread.join();
}

std::shared_ptr<Region> RegionServer::FindRegion(RegionId id) {
  std::lock_guard lock(mutex_);
  const auto it = regions_.find(id);
  return it == regions_.end() ? nullptr : it->second;
}

std::vector<std::shared_ptr<Region>> RegionServer::Regions() {
  std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Region>> regions;
  for (const auto& [id, region] : regions_) regions.push_back(region);
  return regions;
}

Result<Empty> RegionServer::OpenRegions(const OpenRequest& request) {
  {
    std::lock_guard lock(mutex_);
    for (const OpenRegion& region : request.regions) deploying_.insert(region.region);
  }
  std::lock_guard turn(deploy_mutex_);
  for (const OpenRegion& region : NotYetOpen(request)) {  // [truth: DEPLOY_LOOP]
    if (stopping_) return Status::Aborted(ToString(name_) + " is stopping");
    if (IsCancelled(region.region)) continue;
    Stall(g_hooks.deploy);
    Spend(options_.cost.region_open);
    REGIONKV_RETURN_IF_ERROR(OpenOne(region));
  }
  return Empty{};
}

// The master asks again for what it got no answer about.
std::vector<OpenRegion> RegionServer::NotYetOpen(const OpenRequest& request) {
  std::lock_guard lock(mutex_);
  std::vector<OpenRegion> missing;
  for (const OpenRegion& region : request.regions) {
    if (!regions_.contains(region.region)) missing.push_back(region);
  }
  return missing;
}

bool RegionServer::IsCancelled(RegionId id) {
  std::lock_guard lock(mutex_);
  return !deploying_.contains(id);
}

Status RegionServer::OpenOne(const OpenRegion& request) {
  auto region = std::make_shared<Region>(options_, wal_.directory(), request.region, wal_);
  REGIONKV_RETURN_IF_ERROR(region->Open(request.dead_server));
  std::lock_guard lock(mutex_);
  if (deploying_.erase(request.region) > 0) regions_[request.region] = std::move(region);
  ++regions_opened_;
  return Status::Ok();
}

// Overtakes what is still to be opened.
Result<Empty> RegionServer::CloseRegions(const CloseRequest& request) {
  for (const RegionId id : request.regions) {
    std::shared_ptr<Region> region;
    {
      std::lock_guard lock(mutex_);
      deploying_.erase(id);
      if (const auto it = regions_.find(id); it != regions_.end()) {
        region = it->second;
        regions_.erase(it);
      }
    }
    if (region) REGIONKV_RETURN_IF_ERROR(region->Close());
  }
  return Empty{};
}

Result<Empty> RegionServer::Multi(const MultiRequest& request) {
  const std::shared_ptr<Region> region = FindRegion(request.region);
  if (!region) return Status::NotServing(ToString(request.region) + " is not on " + ToString(name_));
  const Status status = region->Put(request.cells, request.durability);
  if (region->NeedsFlush()) flush_queue_.PushOnce(region);
  if (!status.ok()) return status;
  return Empty{};
}

Result<Cell> RegionServer::Get(const GetRequest& request) {
  const std::shared_ptr<Region> region = FindRegion(request.region);
  if (!region) return Status::NotServing(ToString(request.region) + " is not on " + ToString(name_));
  Result<std::string> value = region->Get(request.row);
  if (!value.ok()) return value.status();
  return Cell{request.row, std::move(*value)};
}

Result<std::string> RegionServer::Handle(Method method, const std::string& body) {
  switch (method) {
    case Method::kOpenRegions:
      return Answer<OpenRequest, Empty>(body, [this](const OpenRequest& request) { return OpenRegions(request); });
    case Method::kCloseRegions:
      return Answer<CloseRequest, Empty>(body, [this](const CloseRequest& request) { return CloseRegions(request); });
    case Method::kMulti:
      return Answer<MultiRequest, Empty>(body, [this](const MultiRequest& request) { return Multi(request); });
    case Method::kGet:
      return Answer<GetRequest, Cell>(body, [this](const GetRequest& request) { return Get(request); });
    case Method::kScan:
      return Answer<RegionId, CellList>(body, [this](const RegionId& id) -> Result<CellList> {
        const std::shared_ptr<Region> region = FindRegion(id);
        if (!region) return Status::NotServing(ToString(id) + " is not on " + ToString(name_));
        return region->Scan();
      });
    case Method::kBulkLoad:
      return Answer<BulkLoadRequest, Empty>(body, [this](const BulkLoadRequest& request) -> Result<Empty> {
        const std::shared_ptr<Region> region = FindRegion(request.region);
        if (!region) return Status::NotServing(ToString(request.region) + " is not on " + ToString(name_));
        REGIONKV_RETURN_IF_ERROR(region->BulkLoad(request.files));
        return Empty{};
      });
    default:
      return Status::NotFound("no such method of a region server");
  }
}

void RegionServer::HeartbeatLoop() {
  while (!stopping_) {
    Result<HeartbeatReply> reply = Invoke<HeartbeatReply>(master_, Method::kHeartbeat, name_);
    if (reply.ok() && reply->is_dead) {
      std::lock_guard lock(mutex_);
      regions_.clear();  // Others have them now.
    }
    std::this_thread::sleep_for(options_.heartbeat_interval);
  }
}

void RegionServer::FlushLoop() {
  for (auto regions = flush_queue_.Take(1); !regions.empty(); regions = flush_queue_.Take(1)) {
    const std::shared_ptr<Region>& region = regions.front();
    if (!region->Flush().ok()) continue;  // The next put asks again.
    if (region->files().size() >= options_.compact_files) compactor_.Request({region, CompactionKind::kMinor, {}});
  }
}

void RegionServer::FlushCheckLoop() {
  TimePoint due = Clock::now() + options_.flush_check_interval;
  while (!stopping_) {
    if (Clock::now() >= due) {
      CheckMemstores();
      due = Clock::now() + options_.flush_check_interval;
    }
    std::this_thread::sleep_for(std::min(options_.flush_check_interval, Millis(10)));
  }
}

void RegionServer::CheckMemstores() {
  ++flush_checks_;
  std::lock_guard lock(mutex_);
  for (const auto& [id, region] : regions_) {  // [truth: FLUSH_CHECK_LOOP]
    Stall(g_hooks.flush_check);
    if (region->IsOld()) flush_queue_.PushOnce(region);
  }
}

}  // namespace regionkv
