#include "client.h"

#include <thread>

namespace containerstore {

// The container may be closed before the data are there; then they go into another one.
Expected<ContainerId> Client::Put(const std::string& data) {
  for (int attempt = 1;; ++attempt) {
    const auto target = Allocate();
    if (!target) return Unexpected(target.error());
    const auto written = WriteToAll(*target, data);
    if (written) return target->container;
    if (attempt >= options_.write_attempts) return Unexpected(written.error());
  }
}

Expected<Empty> Client::WriteToAll(const Location& target, const std::string& data) {
  for (const Endpoint& member : target.members) {
    RpcClient node(member.port, options_.client_timeout);
    const auto written = node.Ask<Empty>(Method::kWrite, WriteRequest{target.container, data});
    if (!written) return written;
  }
  return Empty{};
}

Expected<Location> Client::Allocate() {
  for (int attempt = 1;; ++attempt) {
    Expected<Location> target = AskForContainer();
    if (target || attempt >= options_.alloc_attempts) return target;
    ++allocation_errors_;
    std::this_thread::sleep_for(options_.alloc_backoff);
  }
}

Expected<Location> Client::AskForContainer() {
  Expected<Location> target = scm_.Ask<Location>(Method::kAllocate, Empty{});
  if (!target) return Fail(target.error().code(), "no container: " + target.error().message());  // [truth: ALLOC_ERROR]
  return target;
}

// A suspicion passes. Where there is a majority the replicas are compared meanwhile.
Expected<std::string> Client::Get(ContainerId id) {
  for (int attempt = 1;; ++attempt) {
    const auto location = Locate(id);
    if (location) return ReadFromAny(*location);
    if (location.error().code() != ErrorCode::kSuspect || attempt >= options_.read_attempts) {
      return Unexpected(location.error());
    }
    if (options_.pipeline_size >= 3 && attempt == 1) {
      if (const auto asked = ScanReplicas(id); !asked) return Unexpected(asked.error());
    }
    std::this_thread::sleep_for(options_.read_backoff);
  }
}

// The only replica that does not answer makes the container suspect; one of several does not.
Expected<std::string> Client::ReadFromAny(const Location& location) {
  for (const Endpoint& member : location.members) {
    RpcClient node(member.port, options_.client_timeout);
    Expected<std::string> data = node.Ask<std::string>(Method::kRead, location.container);
    if (data) return data;
    if (options_.pipeline_size == 1) {
      if (const auto told = scm_.Ask<Empty>(Method::kSuspect, location.container); !told)
        return Unexpected(told.error());
      return Fail(ErrorCode::kIo, "cannot read " + ToString(location.container));  // [truth: READ_ERROR]
    }
  }
  return Fail(ErrorCode::kNotFound, "no replica of " + ToString(location.container) + " can be read");
}

}  // namespace containerstore
