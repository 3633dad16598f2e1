#include "master.h"

namespace regionkv {

Master::Master(const Options& options)
    : options_(options),
      servers_(options),
      assignments_(options, servers_),
      server_([this](Method method, const std::string& body) { return Handle(method, body); }) {}

Status Master::Start() {
  REGIONKV_RETURN_IF_ERROR(server_.Start());
  monitor_ = std::thread(&Master::MonitorLoop, this);
  balancer_ = std::thread(&Master::BalanceLoop, this);
  return Status::Ok();
}

void Master::Stop() {
  if (stopping_.exchange(true)) return;
  if (monitor_.joinable()) monitor_.join();
  if (balancer_.joinable()) balancer_.join();
  assignments_.Stop();
  server_.Stop();
}

Result<std::string> Master::Handle(Method method, const std::string& body) {
  switch (method) {
    case Method::kRegister:
      return Answer<ServerAddress, Empty>(body, [this](const ServerAddress& address) -> Result<Empty> {
        servers_.Register(address.server, Clock::now());
        assignments_.AddServer(address);
        return Empty{};
      });
    case Method::kHeartbeat:
      return Answer<ServerName, HeartbeatReply>(body, [this](const ServerName& server) -> Result<HeartbeatReply> {
        return HeartbeatReply{!servers_.Heartbeat(server, Clock::now())};
      });
    case Method::kCreateTable:
      return Answer<CreateTableRequest, Empty>(body, [this](const CreateTableRequest& request) -> Result<Empty> {
        REGIONKV_RETURN_IF_ERROR(assignments_.CreateTable(request));
        return Empty{};
      });
    case Method::kLocate:
      return Answer<std::string, LocateReply>(body,
                                              [this](const std::string& table) { return assignments_.Locate(table); });
    case Method::kReportDoubt:
      return Answer<RegionId, Empty>(body, [this](const RegionId& region) -> Result<Empty> {
        assignments_.ReportDoubt(region);
        return Empty{};
      });
    case Method::kSettleDoubts:
      return Answer<std::string, bool>(
          body, [this](const std::string& table) -> Result<bool> { return assignments_.SettleDoubts(table); });
    default:
      return Status::NotFound("no such method of the master");
  }
}

void Master::MonitorLoop() {
  while (!stopping_) {
    ExpireServers();
    std::this_thread::sleep_for(options_.monitor_interval);
  }
}

void Master::ExpireServers() {
  for (const ServerName server : servers_.Servers()) {
    if (servers_.IsExpired(server, Clock::now())) assignments_.GiveUpServer(server);
  }
}

void Master::BalanceLoop() {
  TimePoint due = Clock::now() + options_.balance_interval;
  while (!stopping_) {
    if (Clock::now() >= due) {
      assignments_.Balance();
      ++balance_runs_;
      due = Clock::now() + options_.balance_interval;
    }
    std::this_thread::sleep_for(std::min(options_.balance_interval, Millis(10)));
  }
}

}  // namespace regionkv
