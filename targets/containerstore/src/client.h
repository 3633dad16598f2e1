// client.h: stores objects in containers.
#pragma once

#include <string>
#include <vector>

#include "expected.h"
#include "messages.h"
#include "options.h"
#include "rpc.h"

namespace containerstore {

// One thread at a time.
class Client {
 public:
  Client(uint16_t scm_port, const Options& options) : options_(options), scm_(scm_port, options.client_timeout) {}

  // Writes into a container of some open pipeline, on all its members.
  Expected<ContainerId> Put(const std::string& data);
  Expected<std::string> Get(ContainerId id);
  Expected<Empty> Close(ContainerId id) { return scm_.Ask<Empty>(Method::kClose, id); }
  Expected<Empty> Delete(const std::vector<ContainerId>& ids) {
    return scm_.Ask<Empty>(Method::kDelete, DeleteRequest{ids});
  }
  Expected<Location> Locate(ContainerId id) { return scm_.Ask<Location>(Method::kLocate, id); }
  // Has all replicas of the container, and what lies beside them, checked.
  Expected<Empty> ScanReplicas(ContainerId id) { return scm_.Ask<Empty>(Method::kScanReplicas, id); }

  uint64_t allocation_errors() const { return allocation_errors_; }

 private:
  Expected<Empty> WriteToAll(const Location& target, const std::string& data);
  Expected<Location> Allocate();
  Expected<Location> AskForContainer();
  Expected<std::string> ReadFromAny(const Location& location);

  const Options options_;
  RpcClient scm_;
  uint64_t allocation_errors_ = 0;
};

}  // namespace containerstore
