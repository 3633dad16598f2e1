// replication.h: copies the edits of a region server to a peer cluster, in the order of its log.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "rpc.h"
#include "wal.h"
#include "wal_reader.h"

namespace regionkv {

// Stands for another cluster: keeps what it was sent.
class ReplicationPeer {
 public:
  ReplicationPeer();
  ~ReplicationPeer() { server_.Stop(); }
  Status Start() { return server_.Start(); }
  uint16_t port() const { return server_.port(); }
  uint64_t edits() const { return edits_; }
  std::optional<std::string> Get(RegionId region, const std::string& row);

 private:
  Result<std::string> Handle(Method method, const std::string& body);

  std::mutex mutex_;  // Guards rows_.
  std::map<RegionId, std::map<std::string, std::string>> rows_;
  std::atomic<uint64_t> edits_{0};
  RpcServer server_;
};

// Tails the log of one region server.
class ReplicationSource {
 public:
  ReplicationSource(const Options& options, Wal& wal, uint16_t peer_port)
      : options_(options), wal_(wal), peer_(peer_port, options.rpc_timeout) {}
  ~ReplicationSource() { Stop(); }
  void Start();
  void Stop();
  uint64_t shipped() const { return shipped_; }
  uint64_t premature_ends() const { return premature_ends_; }

 private:
  void TailLoop();
  Status TailOnce();
  Status OpenLog();
  void LeaveLog();
  Status HandlePrematureEnd(const Status& status);
  Status Ship();

  const Options options_;
  Wal& wal_;
  RpcChannel peer_;
  std::optional<WalReader> reader_;  // Of log_, unless that is yet to be opened.
  int log_ = 0;
  EditList collected_;
  Sequence last_collected_ = 0;
  TimePoint collected_since_;
  std::atomic<uint64_t> shipped_{0};
  std::atomic<uint64_t> premature_ends_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace regionkv
