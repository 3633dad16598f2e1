// checkpoint_storage.h: the files of checkpoints.
//
//   segment.<task>.<checkpoint>   what a task changed since its segment before
//   latest                        the last completed checkpoint: positions of the heads, and all segments that count
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <vector>

#include "options.h"
#include "record.h"

namespace streamjob {

// The state of a task is a map; this is a new value in it.
struct Change {
  uint32_t key = 0;
  int64_t value = 0;
};

struct Segment {
  TaskId task = 0;
  CheckpointId checkpoint = 0;
};

struct CompletedCheckpoint {
  CheckpointId id = 0;  // Zero: none yet, everything begins at the beginning.
  std::map<TaskId, uint64_t> positions;
  std::vector<Segment> segments;  // Oldest first.
};

// All but Latest throw StorageError.
class CheckpointStorage {
 public:
  CheckpointStorage(std::filesystem::path directory, const Options& options);

  // Leaves an incomplete file behind when cancelled: nobody will ask for it.
  void WriteSegment(const Segment& segment, const std::vector<Change>& changes, const std::atomic<bool>& cancelled);
  std::vector<Change> ReadSegment(const Segment& segment) const;
  void Complete(const CompletedCheckpoint& checkpoint);
  CompletedCheckpoint Latest() const;
  uint64_t entries_written() const { return entries_written_; }

 private:
  std::filesystem::path PathOf(const Segment& segment) const;

  const std::filesystem::path directory_;
  const Options options_;
  std::atomic<uint64_t> entries_written_{0};
};

}  // namespace streamjob
