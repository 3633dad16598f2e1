// container_report_executor.h: handles container reports in portions, from a bounded queue.
//
// A full report of a large node takes long. After each portion the thread, which other executors use as well, is given
// to whoever else waits.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>

#include "event_queue.h"
#include "options.h"

namespace containerstore {

class ContainerReportExecutor final : public EventExecutor<ContainerReport> {
 public:
  ContainerReportExecutor(Executor& thread, const Options& options) : thread_(thread), options_(options) {}
  void OnMessage(const EventHandler<ContainerReport>& handler, const ContainerReport& report) override;
  bool HasRoom() const override;
  uint64_t replicas_handled() const { return replicas_handled_; }

 private:
  struct Waiting {
    const EventHandler<ContainerReport>* handler;
    ContainerReport report;
    size_t done = 0;  // So many of its replicas have been handled.
  };

  bool MergedIntoWaiting(const ContainerReport& report);
  void ProcessNext();

  Executor& thread_;
  const Options options_;
  mutable std::mutex mutex_;
  std::deque<Waiting> queue_;
  std::atomic<uint64_t> replicas_handled_{0};
};

}  // namespace containerstore
