// replication_supervisor.h: copies closed containers from other data nodes, one after the other.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

#include "container_store.h"
#include "executor.h"
#include "expected.h"
#include "messages.h"
#include "options.h"

namespace containerstore {

// Nodes that failed lately. Everything on a data node that speaks to others asks here first. Thread-safe.
class PeerHealth {
 public:
  explicit PeerHealth(const Options& options) : options_(options) {}
  void NoteFailure(NodeId peer);
  bool IsAvailable(NodeId peer) const;

 private:
  const Options options_;
  mutable std::mutex mutex_;
  std::map<NodeId, TimePoint> retry_at_;
};

class ReplicationSupervisor {
 public:
  using Imported = std::function<void(const ReplicaInfo&)>;

  ReplicationSupervisor(const Options& options, ContainerStore& store, PeerHealth& peers, Imported imported)
      : options_(options), store_(store), peers_(peers), imported_(std::move(imported)) {}
  void Add(ContainerId container, const std::vector<Endpoint>& sources);
  void Stop() { executor_.Stop(); }
  uint64_t copied() const { return copied_; }
  uint64_t failures() const { return failures_; }

 private:
  struct CopyTask {
    ContainerId container{};
    Endpoint source;
    TimePoint deadline;
  };

  void RunNext();
  Expected<void> Copy(const CopyTask& task);
  void OnFailure(const CopyTask& task, const Error& error);

  const Options options_;
  ContainerStore& store_;
  PeerHealth& peers_;
  const Imported imported_;
  std::mutex mutex_;
  std::deque<CopyTask> tasks_;
  std::atomic<uint64_t> copied_{0};
  std::atomic<uint64_t> failures_{0};
  Executor executor_;
};

}  // namespace containerstore
