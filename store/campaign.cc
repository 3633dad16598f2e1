#include "store/campaign.h"

#include <rocksdb/db.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "store/convert.h"
#include "store/write_lock.h"

namespace csnake::store {
namespace {

using model::Code;
using model::Fail;
using model::Result;

constexpr std::string_view kMetaKey = "m/meta";
constexpr std::string_view kCatalogueKey = "m/catalogue";
constexpr std::string_view kWorkloadsKey = "m/workloads";
constexpr std::string_view kRuns = "r/";
constexpr std::string_view kOutputs = "o/";
constexpr auto kSyncInterval = std::chrono::seconds(1);

std::unexpected<model::Error> ToError(const rocksdb::Status& status, const std::string& path, std::string_view tried) {
  const std::string text = std::string(tried) + " " + path + ": ";
  if (status.IsNoSpace() || status.subcode() == rocksdb::Status::SubCode::kNoSpace)
    return Fail(Code::kUnavailable, text + "the disk is full; free space and run the same command again: what was "
                                           "stored is kept");
  if (status.IsCorruption())
    return Fail(Code::kCorrupt, text + status.ToString() + "; start anew with `csnake run --fresh`");
  return Fail(Code::kUnavailable, text + status.ToString() + "; check permissions and free space, then run the same "
                                                            "command again: what was stored is kept");
}

rocksdb::Options SmallOptions() {
  rocksdb::Options options;
  options.write_buffer_size = 8U << 20;
  options.max_write_buffer_number = 2;
  options.max_background_jobs = 2;
  options.max_open_files = 256;
  options.compression = rocksdb::kZSTD;
  options.keep_log_file_num = 1;
  options.info_log_level = rocksdb::InfoLogLevel::ERROR_LEVEL;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  rocksdb::BlockBasedTableOptions table;
  table.block_size = 32U << 10;
  table.block_cache = rocksdb::NewLRUCache(8U << 20);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// A writer may delete a file between a reader's listing and opening it: try again.
rocksdb::Status OpenToRead(const std::string& path, rocksdb::DB** raw) {
  rocksdb::Status status;
  for (int attempt = 0; attempt < 5; ++attempt) {
    status = rocksdb::DB::OpenForReadOnly(SmallOptions(), path, raw);
    if (status.ok()) break;
  }
  return status;
}

}  // namespace

struct Campaign::Engine {
  std::unique_ptr<WriteLock> lock;  // Declared first: released after the database is closed.
  std::unique_ptr<rocksdb::DB> database;
  std::string path;
  bool writable = false;
  std::optional<model::Error> failed;  // The first failed write. RocksDB must not be asked to write or sync after it.
  std::chrono::steady_clock::time_point synced;

  Result<std::optional<std::string>> Get(std::string_view key) const {
    std::string value;
    const rocksdb::Status status = database->Get({}, key, &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return ToError(status, path, "reading the campaign");
    return value;
  }

  Result<void> Write(rocksdb::WriteBatch& batch) {
    if (!writable) return Fail(Code::kUnavailable, "the campaign " + path + " is open for reading only");
    if (failed) return std::unexpected(*failed);
    rocksdb::Status status = database->Write({}, &batch);  // In the kernel's hands: survives this process.
    const auto now = std::chrono::steady_clock::now();
    if (status.ok() && now - synced >= kSyncInterval) {
      status = database->SyncWAL();
      synced = now;
    }
    if (status.ok()) return {};
    failed = ToError(status, path, "writing to the campaign").error();
    return std::unexpected(*failed);
  }

  Result<void> Put(std::string_view key, std::string_view value) {
    if (const auto stored = Get(key); writable && stored && *stored == value) return {};
    rocksdb::WriteBatch batch;
    batch.Put(key, value);
    return Write(batch);
  }
};

Campaign::Campaign(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

Campaign::~Campaign() {
  if (engine_->writable && !engine_->failed) engine_->database->SyncWAL().PermitUncheckedError();
}

std::string Campaign::PathOf(const std::string& project_root) { return project_root + "/.csnake/campaign"; }

Result<std::unique_ptr<Campaign>> Campaign::Open(const std::string& project_root, OpenMode mode) {
  auto engine = std::make_unique<Engine>();
  engine->path = PathOf(project_root);
  engine->writable = mode != OpenMode::kRead;
  rocksdb::DB* raw = nullptr;
  rocksdb::Status status;
  std::error_code error;
  if (!engine->writable) {
    if (!std::filesystem::exists(engine->path + "/CURRENT", error))
      return Fail(Code::kNotFound, "there is no campaign in " + project_root + "; `csnake run` makes one");
    status = OpenToRead(engine->path, &raw);
  } else {
    std::filesystem::create_directories(project_root + "/.csnake", error);
    if (error) return Fail(Code::kUnavailable, "cannot make " + project_root + "/.csnake: " + error.message());
    auto lock = WriteLock::Take(engine->path + ".lock");
    if (!lock) return std::unexpected(lock.error());
    engine->lock = *std::move(lock);
    if (mode == OpenMode::kFresh) std::filesystem::remove_all(engine->path, error);
    if (error) return Fail(Code::kUnavailable, "cannot delete " + engine->path + ": " + error.message());
    rocksdb::Options options = SmallOptions();
    options.create_if_missing = true;
    status = rocksdb::DB::Open(options, engine->path, &raw);
  }
  if (!status.ok()) return ToError(status, engine->path, "opening the campaign");
  engine->database.reset(raw);
  return std::unique_ptr<Campaign>(new Campaign(std::move(engine)));
}

uint64_t Campaign::Version() const { return engine_->database->GetLatestSequenceNumber(); }

Result<std::optional<Meta>> Campaign::ReadMeta() const {
  const auto bytes = engine_->Get(kMetaKey);
  if (!bytes) return std::unexpected(bytes.error());
  if (!*bytes) return std::nullopt;
  return DecodeMeta(**bytes);
}

Result<model::Catalogue> Campaign::ReadCatalogue() const {
  const auto bytes = engine_->Get(kCatalogueKey);
  if (!bytes) return std::unexpected(bytes.error());
  if (!*bytes) return model::Catalogue{};
  return model::DecodeCatalogue(**bytes);
}

Result<std::vector<Workload>> Campaign::ReadWorkloads() const {
  const auto bytes = engine_->Get(kWorkloadsKey);
  if (!bytes) return std::unexpected(bytes.error());
  return DecodeWorkloads(bytes->value_or(""));
}

Result<void> Campaign::ForEachRun(std::string_view workload,
                                  const std::function<void(const model::Run&)>& visit) const {
  return ForEachWith(WorkloadPrefix(workload), workload, visit);
}

Result<void> Campaign::ForEachProfileRun(std::string_view workload,
                                         const std::function<void(const model::Run&)>& visit) const {
  return ForEachWith(ProfilePrefix(workload), workload, visit);
}

Result<void> Campaign::ForEachWith(const std::string& keys, std::string_view workload,
                                   const std::function<void(const model::Run&)>& visit) const {
  const std::string prefix = std::string(kRuns) + keys;
  const std::unique_ptr<rocksdb::Iterator> at(engine_->database->NewIterator({}));
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    const auto run = DecodeRun(at->value().ToStringView(), "a run of " + std::string(workload));
    if (!run) return std::unexpected(run.error());
    visit(*run);
  }
  if (!at->status().ok()) return ToError(at->status(), engine_->path, "reading the campaign");
  return {};
}

Result<bool> Campaign::HasRun(const RunKey& key) const {
  const auto bytes = engine_->Get(std::string(kRuns) + EncodeKey(key));
  if (!bytes) return std::unexpected(bytes.error());
  return bytes->has_value();
}

Result<std::optional<model::Run>> Campaign::ReadRun(const RunKey& key) const {
  const auto bytes = engine_->Get(std::string(kRuns) + EncodeKey(key));
  if (!bytes) return std::unexpected(bytes.error());
  if (!*bytes) return std::nullopt;
  return DecodeRun(**bytes, Describe(key));
}

Result<std::string> Campaign::ReadOutput(const RunKey& key) const {
  auto bytes = engine_->Get(std::string(kOutputs) + EncodeKey(key));
  if (!bytes) return std::unexpected(bytes.error());
  return std::move(*bytes).value_or("");
}

Result<void> Campaign::WriteMeta(const Meta& meta) { return engine_->Put(kMetaKey, EncodeMeta(meta)); }

Result<void> Campaign::WriteCatalogue(const model::Catalogue& catalogue) {
  return engine_->Put(kCatalogueKey, model::Encode(catalogue));
}

Result<void> Campaign::WriteWorkloads(std::vector<Workload> workloads) {
  std::ranges::sort(workloads, {}, &Workload::name);
  return engine_->Put(kWorkloadsKey, EncodeWorkloads(workloads));
}

Result<void> Campaign::WriteRun(const model::Run& run, std::string_view output) {
  if (run.workload.find('\0') != std::string::npos)
    return Fail(Code::kInvalidArgument, "a workload's name must not contain a NUL byte");
  const std::string key = EncodeKey(KeyOf(run));
  rocksdb::WriteBatch batch;
  batch.Put(std::string(kRuns) + key, EncodeRun(run));
  if (!output.empty()) batch.Put(std::string(kOutputs) + key, output);
  return engine_->Write(batch);
}

}  // namespace csnake::store
