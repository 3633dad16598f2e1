#include "store.h"

#include <cerrno>
#include <functional>

#include "hooks.h"
#include "unsynced_fs.h"
#include "wire.h"

namespace raftkv {
namespace {

constexpr char kHardState[] = "h";
constexpr char kApplied[] = "a";

// Big-endian, so that entries lie in the order of their indices.
std::string LogKey(uint64_t index) {
  std::string key = "l";
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(index >> shift);
  return key;
}

std::string Packed(uint64_t first, uint64_t second) {
  std::string bytes(16, '\0');
  std::memcpy(bytes.data(), &first, 8);
  std::memcpy(bytes.data() + 8, &second, 8);
  return bytes;
}

int Unpack(const std::string& bytes, uint64_t* first, uint64_t* second) {
  if (bytes.size() != 16) return -EIO;
  std::memcpy(first, bytes.data(), 8);
  std::memcpy(second, bytes.data() + 8, 8);
  return 0;
}

uint64_t Checksum(std::string_view bytes) { return std::hash<std::string_view>{}(bytes); }

std::string Sealed(const Entry& entry) {
  std::string bytes = Encode(entry);
  const uint64_t sum = Checksum(bytes);
  return bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
}

int Unseal(std::string_view bytes, Entry* entry) {
  uint64_t sum = 0;
  if (bytes.size() < sizeof sum) return -EBADMSG;
  std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
  bytes.remove_suffix(sizeof sum);
  if (Checksum(bytes) != sum) return -EBADMSG;
  return Decode(bytes, entry);
}

int CodeOf(const rocksdb::Status& status) { return status.ok() ? 0 : -EIO; }

}  // namespace

PairScan::~PairScan() {
  at_.reset();
  if (snapshot_ != nullptr) db_->ReleaseSnapshot(snapshot_);
}

std::vector<Pair> PairScan::Next(size_t most) {
  std::vector<Pair> pairs;
  for (; pairs.size() < most && !AtEnd(); at_->Next()) {
    pairs.emplace_back(at_->key().ToString().substr(1), at_->value().ToString());
  }
  return pairs;
}

int Store::Open(const std::string& path) {
  rocksdb::Options options;
  options.env = UnsyncedEnv();
  options.create_if_missing = true;
  options.write_buffer_size = 256 << 10;
  options.max_open_files = 32;
  options.info_log_level = rocksdb::FATAL_LEVEL;
  options.keep_log_file_num = 1;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.max_file_opening_threads = 1;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(options, path, &db);
  if (!status.ok()) return -EIO;
  db_.reset(db);
  return 0;
}

int Store::PutHardState(const HardState& state) {
  return CodeOf(db_->Put({}, kHardState, Packed(state.term, state.vote)));
}

int Store::GetHardState(HardState* state) {
  std::string bytes;
  uint64_t vote = 0;
  int rc = Read(kHardState, &bytes);
  if (rc < 0) return rc;
  rc = Unpack(bytes, &state->term, &vote);
  state->vote = static_cast<NodeId>(vote);
  return rc;
}

int Store::PutEntry(const Entry& entry) { return CodeOf(db_->Put({}, LogKey(entry.index), Sealed(entry))); }

int Store::Sync() {
  Spend(cost_.sync_us);
  return CodeOf(db_->FlushWAL(false));
}

int Store::DropEntries(uint64_t from, uint64_t to) {
  return CodeOf(db_->DeleteRange({}, db_->DefaultColumnFamily(), LogKey(from), LogKey(to)));
}

int Store::LoadEntries(std::deque<Entry>* entries) {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}));
  for (at->Seek("l"); at->Valid() && at->key().starts_with("l"); at->Next()) {
    const int rc = Unseal({at->value().data(), at->value().size()}, &entries->emplace_back());
    if (rc < 0) return rc;
  }
  return CodeOf(at->status());
}

int Store::CheckEntry(uint64_t index) {
  std::string bytes;
  const int rc = ReadFromDisk(LogKey(index), &bytes);
  if (rc < 0) return rc;
  Entry entry;
  return Unseal(bytes, &entry);
}

int Store::Stage(const Entry& entry, rocksdb::WriteBatch* batch) {
  Spend(cost_.apply_us);
  if (entry.client == 0) return 0;
  return CodeOf(batch->Put("s" + entry.key, entry.value));
}

int Store::Apply(const Applied& applied, rocksdb::WriteBatch* batch) {
  batch->Put(kApplied, Packed(applied.index, applied.term));
  return CodeOf(db_->Write({}, batch));
}

int Store::GetApplied(Applied* applied) {
  std::string bytes;
  const int rc = Read(kApplied, &bytes);
  return rc < 0 ? rc : Unpack(bytes, &applied->index, &applied->term);
}

int Store::Wipe() {
  rocksdb::WriteBatch batch;
  batch.DeleteRange("l", "m");
  batch.DeleteRange("s", "t");
  batch.Delete(kApplied);
  return CodeOf(db_->Write({}, &batch));
}

int Store::Get(const std::string& key, std::string* value) { return ReadFromDisk("s" + key, value); }

int Store::Scan(PairScan* scan) {
  scan->db_ = db_.get();
  scan->snapshot_ = db_->GetSnapshot();
  rocksdb::ReadOptions options;
  options.snapshot = scan->snapshot_;
  std::string bytes;
  const rocksdb::Status status = db_->Get(options, kApplied, &bytes);
  if (!status.ok()) return -EIO;
  scan->at_.reset(db_->NewIterator(options));
  scan->at_->Seek("s");
  return Unpack(bytes, &scan->applied_.index, &scan->applied_.term);
}

int Store::ReadFromDisk(const std::string& key, std::string* value) {
  std::lock_guard lock(disk_mutex_);
  Spend(cost_.read_us);
  return Read(key, value);
}

int Store::Read(const std::string& key, std::string* value) {
  const rocksdb::Status status = db_->Get({}, key, value);
  if (status.IsNotFound()) return -ENOENT;
  return CodeOf(status);
}

}  // namespace raftkv
