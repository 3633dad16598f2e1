// client.h: tables for programs. One client belongs to one thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rpc.h"

namespace regionkv {

class Client {
 public:
  // `peer_port` is 0 when there is no peer.
  Client(const Options& options, uint16_t master_port, uint16_t peer_port)
      : options_(options), master_(master_port, options.rpc_timeout), peer_(peer_port, options.rpc_timeout) {}

  // Returns when all regions are open.
  Status CreateTable(const std::string& table, uint32_t regions);
  Status Put(const std::string& table, const Cell& cell);
  Result<std::string> Get(const std::string& table, const std::string& row);
  Result<std::vector<Cell>> Scan(const std::string& table);
  // Adopts store files that a job has written.
  Status BulkLoad(const std::string& table, const std::vector<std::string>& files);

  // For whole batches: where the row lives, and the call.
  Result<RegionLocation> Find(const std::string& table, const std::string& row);
  Status Multi(const RegionLocation& location, const std::vector<Cell>& cells, Durability durability);
  void Forget(const std::string& table) { locations_.erase(table); }

  uint64_t verifications() const { return verifications_; }

 private:
  Result<LocateReply> Locate(const std::string& table);
  bool IsOpen(const std::string& table);
  Status PutOnce(const std::string& table, const Cell& cell);
  Result<std::vector<Cell>> ScanOnce(const std::string& table);
  Result<CellList> ScanRegion(const RegionLocation& location);
  Status BulkLoadOnce(const std::string& table, const std::vector<std::string>& files);
  void SettleDoubts(const std::string& table);
  Status Verify(const std::string& table);
  void CompareWithPeer(const std::string& table);
  RpcChannel& ServerOf(const RegionLocation& location);

  const Options options_;
  RpcChannel master_;
  RpcChannel peer_;
  std::map<std::string, LocateReply> locations_;
  std::map<uint16_t, std::unique_ptr<RpcChannel>> servers_;
  uint64_t verifications_ = 0;
};

}  // namespace regionkv
