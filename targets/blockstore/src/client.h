// client.h: the file interface for applications.
//
// One thread at a time per client; several clients are independent.
#ifndef BLOCKSTORE_CLIENT_H_
#define BLOCKSTORE_CLIENT_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "file_writer.h"
#include "lease_keeper.h"

namespace blockstore {

struct WriteOptions {
  WriteMode mode = WriteMode::kAsync;
  bool cached = false;  // Keep a replica of each block in memory.
};

class Client {
 public:
  Client(uint16_t name_node_port, const Options& options);

  // Writes a whole file; after a failure it is discarded and written again.
  void WriteFile(const std::string& path, const std::vector<std::string>& blocks, const WriteOptions& how = {});
  // Reads a whole file; tries again while its blocks are under suspicion.
  std::string ReadFile(const std::string& path);
  void Delete(const std::string& path) { name_node_.Delete(path); }
  void CacheFile(const std::string& path) { name_node_.CacheFile(path); }
  std::unique_ptr<FileWriter> Create(const std::string& path);
  // Stops all renewals, as if the process had died.
  void Crash() { leases_.ForgetAll(); }

  const Options& options() const { return options_; }
  NameNodeStub& name_node() { return name_node_; }
  LeaseKeeper& leases() { return leases_; }
  uint64_t rewrites() const { return rewrites_; }

 private:
  void WriteOnce(const std::string& path, const std::vector<std::string>& blocks, const WriteOptions& how);
  void Discard(const std::string& path);
  std::string ReadOnce(const std::string& path);
  std::string ReadBlock(const LocatedBlock& block);
  void SettleSuspicion(const std::string& path);

  const Options options_;
  NameNodeStub name_node_;
  LeaseKeeper leases_;
  HolderId holder_;
  std::atomic<uint64_t> rewrites_{0};
};

}  // namespace blockstore

#endif  // BLOCKSTORE_CLIENT_H_
