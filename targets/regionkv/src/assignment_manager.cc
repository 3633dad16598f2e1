#include "assignment_manager.h"

#include <limits>

namespace regionkv {
namespace {

// (Fixed: a call brings no more than a server can do in time.)
constexpr size_t kBatchMax = kFixed ? 2 : std::numeric_limits<size_t>::max();

}  // namespace

void AssignmentManager::Stop() {
  stopping_ = true;
  std::map<ServerName, std::unique_ptr<Dispatcher>> dispatchers;
  {
    std::lock_guard lock(mutex_);
    dispatchers.swap(dispatchers_);
  }
  for (auto& [server, dispatcher] : dispatchers) dispatcher->queue.Close();
  for (auto& [server, dispatcher] : dispatchers) dispatcher->thread.join();
}

void AssignmentManager::AddServer(const ServerAddress& address) {
  std::lock_guard lock(mutex_);
  auto& dispatcher = dispatchers_[address.server];
  if (dispatcher || stopping_) return;
  dispatcher = std::make_unique<Dispatcher>(address, options_);
  dispatcher->thread = std::thread([this, &to = *dispatcher] { DispatchLoop(to); });
}

Status AssignmentManager::CreateTable(const CreateTableRequest& request) {
  const ServerList candidates = servers_.Candidates(Clock::now());
  if (candidates.empty()) return Status::Unreachable("no region server for table " + request.table);
  std::lock_guard lock(mutex_);
  if (tables_.contains(request.table)) return Status::Aborted("table " + request.table + " exists");
  std::vector<RegionId>& regions = tables_[request.table];
  for (uint32_t i = 0; i < request.regions; ++i) regions.push_back(RegionId{++last_region_});
  Send(balancer_->Assign(regions, candidates));
  return Status::Ok();
}

Result<LocateReply> AssignmentManager::Locate(const std::string& table) {
  std::lock_guard lock(mutex_);
  const auto it = tables_.find(table);
  if (it == tables_.end()) return Status::NotFound("no table " + table);
  const TimePoint now = Clock::now();
  LocateReply reply;
  for (const RegionId id : it->second) {
    const RegionState& state = regions_[id];
    if (state.doubt_until > now) return Status::InDoubt(ToString(id) + " is in doubt");  // [truth: IN_DOUBT]
    const auto dispatcher = dispatchers_.find(state.server);
    const bool known = state.open && dispatcher != dispatchers_.end();
    reply.regions.push_back({id, known ? dispatcher->second->address : ServerAddress{}});
  }
  return reply;
}

void AssignmentManager::ReportDoubt(RegionId region) {
  std::lock_guard lock(mutex_);
  regions_[region].doubt_until = Clock::now() + options_.doubt_ttl;
}

bool AssignmentManager::SettleDoubts(const std::string& table) {
  std::lock_guard lock(mutex_);
  const TimePoint now = Clock::now();
  bool any = false;
  for (const RegionId id : tables_[table]) {
    any = any || regions_[id].doubt_until > now;
    regions_[id].doubt_until = {};
  }
  return any;
}

void AssignmentManager::GiveUpServer(ServerName server) {
  servers_.Remove(server);
  const ServerList candidates = servers_.Candidates(Clock::now());
  if (candidates.empty()) return;
  std::lock_guard lock(mutex_);
  std::vector<RegionId> orphans;
  for (auto& [id, state] : regions_) {
    if (state.server != server) continue;
    state.dead_server = server;
    orphans.push_back(id);
  }
  if (!orphans.empty()) Send(balancer_->Assign(orphans, candidates));
}

// A server that failed in opening regions is about to die: it is no candidate, so its regions may go, too.
void AssignmentManager::Balance() {
  const ServerList candidates = servers_.Candidates(Clock::now());
  if (candidates.empty() || (kFixed && InTransition() > 0)) return;
  Placement moves;
  std::map<ServerName, std::vector<RegionId>> sources;
  {
    std::lock_guard lock(mutex_);
    Placement current;
    for (const auto& [id, state] : regions_) current[id] = state.server;
    moves = balancer_->Balance(current, candidates);
    for (const auto& [id, target] : moves) {
      sources[regions_[id].server].push_back(id);
      regions_[id].open = false;
    }
  }
  for (const auto& [server, regions] : sources) CloseAt(server, regions);
  std::lock_guard lock(mutex_);
  Send(moves);
  moves_ += moves.size();
}

size_t AssignmentManager::InTransition() {
  std::lock_guard lock(mutex_);
  return static_cast<size_t>(std::ranges::count_if(regions_, [](const auto& entry) { return !entry.second.open; }));
}

void AssignmentManager::Send(const Placement& placement) {
  std::map<ServerName, std::vector<OpenRegion>> batches;
  for (const auto& [id, server] : placement) {
    RegionState& state = regions_[id];
    state.server = server;
    state.open = false;
    batches[server].push_back({id, state.dead_server});
  }
  for (const auto& [server, batch] : batches) {
    if (const auto it = dispatchers_.find(server); it != dispatchers_.end()) it->second->queue.PushAll(batch);
  }
}

void AssignmentManager::DispatchLoop(Dispatcher& dispatcher) {
  const ServerName server = dispatcher.address.server;
  for (auto batch = dispatcher.queue.Take(kBatchMax); !batch.empty(); batch = dispatcher.queue.Take(kBatchMax)) {
    const OpenRequest request = StillWanted(server, batch);
    if (request.regions.empty()) continue;
    if (Deploy(dispatcher, request).ok()) {
      CloseAt(server, MarkOpen(server, request));
      continue;
    }
    ++assign_errors_;
    // (Fixed: only a server whose heartbeats fail is avoided.)
    if (!kFixed) servers_.Exclude(server, Clock::now());
    std::this_thread::sleep_for(options_.assign_retry);
    dispatcher.queue.PushAll(request.regions);
  }
}

Status AssignmentManager::Deploy(Dispatcher& dispatcher, const OpenRequest& request) {
  const Result<Empty> reply = Invoke<Empty>(dispatcher.open_channel, Method::kOpenRegions, request);
  if (!reply.ok()) {
    const std::string what = ToString(dispatcher.address.server) + " did not open its regions: ";
    return Status::Unreachable(what + reply.status().message());  // [truth: ASSIGN_RPC_ERROR]
  }
  return Status::Ok();
}

OpenRequest AssignmentManager::StillWanted(ServerName server, const std::vector<OpenRegion>& batch) {
  std::lock_guard lock(mutex_);
  OpenRequest request;
  for (const OpenRegion& region : batch) {
    if (regions_[region.region].server == server) request.regions.push_back(region);
  }
  return request;
}

// Returns those that were given to another server meanwhile.
std::vector<RegionId> AssignmentManager::MarkOpen(ServerName server, const OpenRequest& request) {
  std::lock_guard lock(mutex_);
  std::vector<RegionId> elsewhere;
  for (const OpenRegion& region : request.regions) {
    RegionState& state = regions_[region.region];
    if (state.server == server) {
      state.open = true;
      state.dead_server = ServerName::kNone;
    } else {
      elsewhere.push_back(region.region);
    }
  }
  return elsewhere;
}

void AssignmentManager::CloseAt(ServerName server, const std::vector<RegionId>& regions) {
  Dispatcher* dispatcher = nullptr;
  {
    std::lock_guard lock(mutex_);
    const auto it = dispatchers_.find(server);
    if (it != dispatchers_.end()) dispatcher = it->second.get();
  }
  if (dispatcher == nullptr || regions.empty()) return;
  const Result<Empty> reply = Invoke<Empty>(dispatcher->close_channel, Method::kCloseRegions, CloseRequest{regions});
  if (!reply.ok()) ++assign_errors_;  // It has none of them open then, or it is dead.
}

}  // namespace regionkv
