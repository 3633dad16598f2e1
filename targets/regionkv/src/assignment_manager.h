// assignment_manager.h: gives regions to servers and knows where they are.
//
//   CreateTable, GiveUpServer, Balance => balancer => a dispatcher per server => RPC OpenRegions => open
//
// All that waits for a server travels in one call. A call that fails is made again until the server has opened its
// regions or they were given to another one.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "balancer.h"
#include "rpc.h"
#include "server_manager.h"
#include "work_queue.h"

namespace regionkv {

class AssignmentManager {
 public:
  AssignmentManager(const Options& options, ServerManager& servers)
      : options_(options), servers_(servers), balancer_(Balancer::Create(options.balancer)) {}
  ~AssignmentManager() { Stop(); }
  void Stop();
  void AddServer(const ServerAddress& address);

  Status CreateTable(const CreateTableRequest& request);
  Result<LocateReply> Locate(const std::string& table);
  // Clients could not read the region, or think so.
  void ReportDoubt(RegionId region);
  // Ends all doubts about a table; false if there were none.
  bool SettleDoubts(const std::string& table);
  // Opens the regions of a dead server elsewhere.
  void GiveUpServer(ServerName server);
  void Balance();

  uint64_t assign_errors() const { return assign_errors_; }
  uint64_t moves() const { return moves_; }
  size_t InTransition();

 private:
  struct RegionState {
    ServerName server = ServerName::kNone;
    ServerName dead_server = ServerName::kNone;
    bool open = false;
    TimePoint doubt_until;
  };
  struct Dispatcher {
    Dispatcher(const ServerAddress& to, const Options& options)
        : address(to), open_channel(to.port, options.assign_rpc_timeout), close_channel(to.port, options.rpc_timeout) {}
    ServerAddress address;
    RpcChannel open_channel;
    RpcChannel close_channel;
    WorkQueue<OpenRegion> queue;
    std::thread thread;
  };

  void DispatchLoop(Dispatcher& dispatcher);
  Status Deploy(Dispatcher& dispatcher, const OpenRequest& request);
  OpenRequest StillWanted(ServerName server, const std::vector<OpenRegion>& batch);
  std::vector<RegionId> MarkOpen(ServerName server, const OpenRequest& request);
  void Send(const Placement& placement);
  void CloseAt(ServerName server, const std::vector<RegionId>& regions);

  const Options options_;
  ServerManager& servers_;
  std::atomic<uint64_t> assign_errors_{0};
  std::atomic<uint64_t> moves_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;  // Guards what follows.
  std::unique_ptr<Balancer> balancer_;
  std::map<std::string, std::vector<RegionId>> tables_;
  std::map<RegionId, RegionState> regions_;
  std::map<ServerName, std::unique_ptr<Dispatcher>> dispatchers_;
  uint32_t last_region_ = 0;
};

}  // namespace regionkv
