// region.h: a part of a table: a memstore in front of store files.
//
// Store files lie in a directory that all servers of the cluster share; the region that is opened elsewhere finds them.
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "mem_store.h"
#include "wal.h"

namespace regionkv {

// Immutable; its cells are kept in memory once it is open.
struct StoreFile {
  std::string path;
  std::vector<Cell> cells;  // Older ones first.
};
using StoreFiles = std::vector<std::shared_ptr<const StoreFile>>;

Result<StoreFile> ReadStoreFile(const std::string& path);

class Region {
 public:
  // `directory` is that of the cluster.
  Region(const Options& options, const std::string& directory, RegionId id, Wal& wal)
      : options_(options),
        directory_(directory + "/region." + std::to_string(static_cast<uint32_t>(id))),
        id_(id),
        wal_(wal) {}

  RegionId id() const { return id_; }
  // Loads the store files and, after a crash, what only the log of `dead_server` has.
  Status Open(ServerName dead_server);

  Status Put(const std::vector<Cell>& cells, Durability durability);
  Result<std::string> Get(const std::string& row) const;
  CellList Scan() const;  // The newest cell of each row.
  Status BulkLoad(const std::vector<std::string>& files);

  bool NeedsFlush() const { return memstore_.size() >= options_.memstore_flush_size; }
  bool IsOld() const { return memstore_.IsOlderThan(options_.flush_age); }
  Status Flush();
  // Takes nothing more and leaves everything in store files.
  Status Close();

  StoreFiles files() const;
  bool HasFiles(const StoreFiles& files) const;
  Result<std::shared_ptr<const StoreFile>> Merge(const StoreFiles& inputs);
  Status Replace(const StoreFiles& inputs, std::shared_ptr<const StoreFile> output);
  size_t memstore_size() const { return memstore_.size(); }

 private:
  std::string NextPath();
  Status Replay(ServerName dead_server);

  const Options options_;
  const std::string directory_;
  const RegionId id_;
  Wal& wal_;
  MemStore memstore_;
  std::shared_mutex open_mutex_;  // Guards closed_; held in common while something is put.
  bool closed_ = false;
  std::mutex flush_mutex_;          // One flush at a time.
  mutable std::mutex files_mutex_;  // Guards what follows.
  StoreFiles files_;                // Older ones first.
  int next_file_ = 0;
};

}  // namespace regionkv
