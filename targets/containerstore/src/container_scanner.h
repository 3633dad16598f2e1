// container_scanner.h: reads the closed containers of a node to see whether they are whole.
//
// In the background from time to time, and on demand, when somebody waits for the outcome.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>

#include "container_store.h"
#include "executor.h"
#include "expected.h"
#include "options.h"

namespace containerstore {

enum class ScanKind : uint8_t { kBackground, kOnDemand };

// Works on the I/O thread of the volume, one container at a time, so that reads get their turn in between.
class ContainerScanner {
 public:
  using Damaged = std::function<void(ContainerId)>;

  ContainerScanner(const Options& options, ContainerStore& store, Executor& io, Damaged damaged)
      : options_(options), store_(store), io_(io), damaged_(std::move(damaged)) {}
  void ScanAll(ScanKind kind);
  uint64_t scanned() const { return scanned_; }
  uint64_t failures() const { return failures_; }

 private:
  struct Request {
    ContainerId container{};
    ScanKind kind = ScanKind::kBackground;
    TimePoint deadline;
  };

  void ScanNext();
  Expected<void> Check(const Request& request);

  const Options options_;
  ContainerStore& store_;
  Executor& io_;
  const Damaged damaged_;
  std::mutex mutex_;
  std::deque<Request> requests_;
  std::atomic<uint64_t> scanned_{0};
  std::atomic<uint64_t> failures_{0};
};

}  // namespace containerstore
