// compactor.h: merges the store files of regions.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "region.h"
#include "work_queue.h"

namespace regionkv {

enum class CompactionKind : uint8_t {
  kMinor,  // As soon as there are many files.
  kMajor,  // Off-peak: asked for by an operator, and only until a certain time.
};

struct CompactionRequest {
  std::shared_ptr<Region> region;
  CompactionKind kind = CompactionKind::kMinor;
  TimePoint deadline{};  // Of a major compaction.
  bool operator==(const CompactionRequest&) const = default;
};

class Compactor {
 public:
  ~Compactor() { Stop(); }
  void Start();
  void Stop();
  void Request(const CompactionRequest& request) { queue_.PushOnce(request); }
  uint64_t finished() const { return finished_; }
  uint64_t discarded() const { return discarded_; }

 private:
  void CompactLoop();
  Status Run(const CompactionRequest& request);

  WorkQueue<CompactionRequest> queue_;
  std::atomic<uint64_t> finished_{0};
  std::atomic<uint64_t> discarded_{0};
  std::thread thread_;
};

}  // namespace regionkv
