// replicator.h: keeps one peer up to date while this node leads: heartbeats, entries, and snapshots for those who are
// so far behind that the log does not reach back to them.
#ifndef RAFTKV_REPLICATOR_H_
#define RAFTKV_REPLICATOR_H_

#include <atomic>
#include <mutex>
#include <thread>

#include "channel.h"
#include "raft.h"

namespace raftkv {

// The link of a node, which all of its transfers share.
class Link {
 public:
  explicit Link(const CostModel& cost) : cost_(cost) {}
  void Transmit();

 private:
  const CostModel cost_;
  std::mutex mutex_;
};

class Replicator {
 public:
  Replicator(Raft& raft, Store& store, Link& link, const AddressBook& book, NodeId peer, const Options& options)
      : raft_(raft), store_(store), link_(link), channel_(book, peer), peer_(peer), options_(options) {}
  ~Replicator() { Join(); }

  void Start() { thread_ = std::thread(&Replicator::Loop, this); }
  // After the Raft was stopped.
  void Join();

  uint64_t chunks_sent() const { return chunks_sent_; }
  uint64_t aborted() const { return aborted_; }

 private:
  void Loop();
  int Append(const AppendRequest& request);
  int SendSnapshot(uint64_t term);
  int SendChunk(const ChunkRequest& request);

  Raft& raft_;
  Store& store_;
  Link& link_;
  Channel channel_;
  const NodeId peer_;
  const Options options_;
  std::atomic<uint64_t> chunks_sent_{0};
  std::atomic<uint64_t> aborted_{0};
  std::thread thread_;
};

}  // namespace raftkv

#endif  // RAFTKV_REPLICATOR_H_
