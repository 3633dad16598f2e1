// replica_store.h: the disk of a data node. Outlives the data node, so that one can be started again on it.
#ifndef BLOCKSTORE_REPLICA_STORE_H_
#define BLOCKSTORE_REPLICA_STORE_H_

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "options.h"
#include "types.h"

namespace blockstore {

class ReplicaStore {
 public:
  explicit ReplicaStore(const CostModel& cost) : cost_(cost) {}

  // Writing: Begin, AppendPacket for each packet, End. Packets wait for the disk.
  void Begin(BlockId id);
  void AppendPacket(BlockId id, const std::string& packet);
  void End(BlockId id, bool open);
  bool IsBeingWritten(BlockId id) const;
  // Ends writing; the length, or nothing if there is no such replica.
  std::optional<uint64_t> Finish(BlockId id);
  std::optional<std::string> Get(BlockId id) const;
  bool Remove(BlockId id);
  // Loads a replica into the cache.
  bool Load(BlockId id);
  std::vector<BlockId> Finished() const;
  size_t cached() const;

  // Compares all replicas with their checksums; the number of damaged ones. Stops early when told to.
  size_t Scrub(const std::atomic<bool>& stop) const;

 private:
  struct Replica {
    std::string data;
    size_t checksum = 0;
    bool open = false;
    int writers = 0;
    bool cached = false;
  };

  const CostModel cost_;
  std::mutex disk_;  // Taken before mutex_.
  mutable std::mutex mutex_;
  std::map<BlockId, Replica> replicas_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_REPLICA_STORE_H_
