// master.h: knows servers and tables; looks for dead servers and keeps the regions balanced.
#pragma once

#include "assignment_manager.h"

namespace regionkv {

class Master {
 public:
  explicit Master(const Options& options);
  ~Master() { Stop(); }
  Status Start();
  void Stop();
  uint16_t port() const { return server_.port(); }
  AssignmentManager& assignments() { return assignments_; }
  ServerManager& servers() { return servers_; }
  uint64_t balance_runs() const { return balance_runs_; }

 private:
  Result<std::string> Handle(Method method, const std::string& body);
  void MonitorLoop();
  void ExpireServers();
  void BalanceLoop();

  const Options options_;
  ServerManager servers_;
  AssignmentManager assignments_;
  RpcServer server_;
  std::atomic<uint64_t> balance_runs_{0};
  std::atomic<bool> stopping_{false};
  std::thread monitor_;
  std::thread balancer_;
};

}  // namespace regionkv
