// store/campaign.h — the ledger of a campaign: catalogue, workloads, every run. The truth about what has been done.
//
//   runner/ => WriteRun() => <project>/.csnake/campaign/ (RocksDB) => Reader => fca/, gate/, explorer/
//
// A run that WriteRun() acknowledged survives kill -9 of this process at once and a power cut after at most a second.
// One writer at a time; readers work beside it and see the campaign as it was when they opened it.
//
// Threads: const calls may run concurrently, also with one writing thread.
// Cost: some 20 MB of memory; a run of 1,000 observations takes about 20 KB on disk.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/reader.h"
#include "store/run_key.h"

namespace csnake::store {

// An instrumented program as it was when its runs were made.
struct Binary {
  std::string path;      // Relative to project.root.
  std::string build_id;  // BuildId() of binary_catalogue.h.
  uint64_t catalogue_fingerprint = 0;

  bool operator==(const Binary&) const = default;
};

// Where a campaign comes from.
struct Meta {
  std::string project = {};
  uint64_t seed = 0;
  int64_t created_s = 0;  // Unix time.
  uint64_t config_hash = 0;
  std::vector<Binary> binaries = {};  // Sorted by path.
  int64_t wall_ms = 0;    // Time spent on runs.

  bool operator==(const Meta&) const = default;
};

enum class OpenMode {
  kRead,   // Must exist.
  kWrite,  // Made when it does not exist; locked against other writers.
  kFresh,  // As kWrite, and everything stored before is deleted.
};

class Campaign final : public Reader {
 public:
  // Errors: kNotFound     kRead, and there is no campaign;
  //         kUnavailable  another csnake writes to it (the message names its process), disk full, no permission;
  //         kCorrupt      it cannot be opened.
  static model::Result<std::unique_ptr<Campaign>> Open(const std::string& project_root, OpenMode mode);
  static std::string PathOf(const std::string& project_root);

  ~Campaign() override;

  model::Result<model::Catalogue> ReadCatalogue() const override;  // Empty when none was written.
  model::Result<std::vector<Workload>> ReadWorkloads() const override;
  model::Result<void> ForEachRun(std::string_view workload,
                                 const std::function<void(const model::Run&)>& visit) const override;
  // Its beginning only: the runs without a fault.
  model::Result<void> ForEachProfileRun(std::string_view workload, const std::function<void(const model::Run&)>& visit) const;

  // Another number after every write.
  uint64_t Version() const;
  model::Result<std::optional<Meta>> ReadMeta() const;  // Absent in a campaign that has not begun.
  model::Result<bool> HasRun(const RunKey& key) const;
  model::Result<std::optional<model::Run>> ReadRun(const RunKey& key) const;
  // End of what a failed run printed; empty when it passed or printed nothing.
  model::Result<std::string> ReadOutput(const RunKey& key) const;

  // Writers replace what was there; equal bytes are not written again. Errors: kUnavailable, disk full or opened with kRead: the store stays readable.
  model::Result<void> WriteMeta(const Meta& meta);
  model::Result<void> WriteCatalogue(const model::Catalogue& catalogue);
  model::Result<void> WriteWorkloads(std::vector<Workload> workloads);
  model::Result<void> WriteRun(const model::Run& run, std::string_view output = {});

 private:
  struct Engine;
  explicit Campaign(std::unique_ptr<Engine> engine);
  model::Result<void> ForEachWith(const std::string& prefix, std::string_view workload,
                                  const std::function<void(const model::Run&)>& visit) const;
  std::unique_ptr<Engine> engine_;
};

}  // namespace csnake::store
