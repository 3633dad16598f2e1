#include "checkpoint_storage.h"

#include <fstream>

#include "error.h"
#include "hooks.h"

namespace streamjob {

CheckpointStorage::CheckpointStorage(std::filesystem::path directory, const Options& options)
    : directory_(std::move(directory)), options_(options) {
  std::filesystem::create_directories(directory_);
}

std::filesystem::path CheckpointStorage::PathOf(const Segment& segment) const {
  return directory_ / ("segment." + std::to_string(segment.task) + "." + std::to_string(segment.checkpoint));
}

void CheckpointStorage::WriteSegment(const Segment& segment, const std::vector<Change>& changes,
                                     const std::atomic<bool>& cancelled) {
  std::ofstream file(PathOf(segment), std::ios::binary);
  for (const Change& change : changes) {  // [truth: SNAPSHOT_LOOP]
    if (cancelled) return;
    Stall(g_hooks.snapshot);
    Spend(options_.cost.entry_write);
    file.write(reinterpret_cast<const char*>(&change), sizeof change);
    ++entries_written_;
  }
  file.close();
  if (!file) throw StorageError("cannot write " + PathOf(segment).string());
}

std::vector<Change> CheckpointStorage::ReadSegment(const Segment& segment) const {
  std::ifstream file(PathOf(segment), std::ios::binary);
  if (!file) throw StorageError("cannot read " + PathOf(segment).string());
  std::vector<Change> changes;
  Change change;
  while (file.read(reinterpret_cast<char*>(&change), sizeof change)) changes.push_back(change);
  return changes;
}

// The new file replaces the old one at once, so that there is a complete one at any time.
void CheckpointStorage::Complete(const CompletedCheckpoint& checkpoint) {
  const std::filesystem::path next = directory_ / "latest.new";
  std::ofstream file(next);
  file << checkpoint.id << ' ' << checkpoint.positions.size() << ' ' << checkpoint.segments.size() << '\n';
  for (const auto& [task, position] : checkpoint.positions) file << task << ' ' << position << '\n';
  for (const Segment& segment : checkpoint.segments) file << segment.task << ' ' << segment.checkpoint << '\n';
  file.close();
  if (!file) throw StorageError("cannot write " + next.string());
  std::filesystem::rename(next, directory_ / "latest");
}

CompletedCheckpoint CheckpointStorage::Latest() const {
  CompletedCheckpoint checkpoint;
  std::ifstream file(directory_ / "latest");
  size_t positions = 0;
  size_t segments = 0;
  if (!(file >> checkpoint.id >> positions >> segments)) return {};
  for (size_t i = 0; i < positions; ++i) {
    TaskId task = 0;
    file >> task;
    file >> checkpoint.positions[task];
  }
  checkpoint.segments.resize(segments);
  for (Segment& segment : checkpoint.segments) file >> segment.task >> segment.checkpoint;
  return checkpoint;
}

}  // namespace streamjob
