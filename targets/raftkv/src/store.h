// store.h: what a node keeps on disk: its vote, its log and the pairs of the state machine, in one RocksDB.
//
//   "h" -> term, vote      "l" + index -> entry with its checksum      "s" + key -> value      "a" -> applied index,
//   term
//
// Safe for several threads; who needs several answers of one moment takes a snapshot.
#ifndef RAFTKV_STORE_H_
#define RAFTKV_STORE_H_

#include <rocksdb/db.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "messages.h"
#include "options.h"

namespace raftkv {

struct HardState {
  uint64_t term = 0;
  NodeId vote = 0;
};

struct Applied {
  uint64_t index = 0;
  uint64_t term = 0;
};

// The pairs as they were at one moment, in order.
class PairScan {
 public:
  PairScan() = default;
  ~PairScan();
  PairScan(const PairScan&) = delete;
  PairScan& operator=(const PairScan&) = delete;

  const Applied& applied() const { return applied_; }
  bool AtEnd() const { return !at_->Valid() || at_->key().empty() || at_->key()[0] != 's'; }
  // At most `most` further pairs.
  std::vector<Pair> Next(size_t most);

 private:
  friend class Store;
  rocksdb::DB* db_ = nullptr;
  const rocksdb::Snapshot* snapshot_ = nullptr;
  std::unique_ptr<rocksdb::Iterator> at_;
  Applied applied_;
};

// All functions: 0, -EIO, or what they name.
class Store {
 public:
  explicit Store(const CostModel& cost) : cost_(cost) {}
  int Open(const std::string& path);

  int PutHardState(const HardState& state);
  int GetHardState(HardState* state);

  int PutEntry(const Entry& entry);
  // Waits until the entries that were put are durable.
  int Sync();
  int DropEntries(uint64_t from, uint64_t to);  // [from, to)
  int LoadEntries(std::deque<Entry>* entries);
  // -ENOENT: no such entry (any more); -EBADMSG: damaged.
  int CheckEntry(uint64_t index);

  // Prepares what an entry does to the pairs; Apply makes it so, all at once.
  int Stage(const Entry& entry, rocksdb::WriteBatch* batch);
  int Apply(const Applied& applied, rocksdb::WriteBatch* batch);
  int GetApplied(Applied* applied);
  // Forgets log and pairs: a snapshot of another node will replace them.
  int Wipe();
  int Get(const std::string& key, std::string* value);  // -ENOENT
  int Scan(PairScan* scan);

 private:
  int Read(const std::string& key, std::string* value);
  int ReadFromDisk(const std::string& key, std::string* value);

  const CostModel cost_;
  std::mutex disk_mutex_;  // The disk serves one reader at a time.
  std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace raftkv

#endif  // RAFTKV_STORE_H_
