// container_store.h: the containers of one data node, a file each.
//
//   <directory>/<id>.data       while it is open
//   <directory>/<id>.container  when it is closed: the data, then a checksum of 8 bytes
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "expected.h"
#include "messages.h"
#include "options.h"

namespace containerstore {

// Thread-safe. Keeps the replicas that it finds in its directory.
class ContainerStore {
 public:
  explicit ContainerStore(std::filesystem::path directory);

  // Makes the container if there is none.
  Expected<ReplicaInfo> Append(ContainerId id, const std::string& data);
  // The replica as it is afterwards.
  Expected<ReplicaInfo> Close(ContainerId id);
  // Takes over a closed container from another node.
  Expected<ReplicaInfo> Import(ContainerId id, const std::string& data);
  // The data, of a closed container checked against its checksum.
  Expected<std::string> Read(ContainerId id) const;
  // Part of the data, less than `size` only at the end.
  Expected<std::string> ReadChunk(ContainerId id, size_t offset, size_t size) const;
  Expected<void> Remove(ContainerId id);

  bool Has(ContainerId id) const;
  std::vector<ReplicaInfo> List() const;
  // Where its bytes are.
  std::filesystem::path FileOf(ContainerId id) const;

 private:
  std::filesystem::path PathOf(const ReplicaInfo& replica) const;

  const std::filesystem::path directory_;
  mutable std::mutex mutex_;
  std::map<ContainerId, ReplicaInfo> replicas_;
};

}  // namespace containerstore
