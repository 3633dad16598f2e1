#include "container_report_executor.h"

#include <algorithm>

#include "hooks.h"

namespace containerstore {

void ContainerReportExecutor::OnMessage(const EventHandler<ContainerReport>& handler, const ContainerReport& report) {
  std::lock_guard lock(mutex_);
  if (kFixed && MergedIntoWaiting(report)) return;
  queue_.push_back({&handler, report});
  if (queue_.size() == 1) thread_.Post([this] { ProcessNext(); });
}

bool ContainerReportExecutor::HasRoom() const {
  std::lock_guard lock(mutex_);
  return queue_.size() < options_.report_queue_limit;
}

// (Fixed) What a node reports while its last report waits is entered there: the queue never holds more than two reports
// of a node, and nothing has to be refused.
bool ContainerReportExecutor::MergedIntoWaiting(const ContainerReport& report) {
  if (queue_.size() < 2) return false;  // The first is being handled.
  const auto waiting = std::find_if(queue_.begin() + 1, queue_.end(),
                                    [&](const Waiting& other) { return other.report.node == report.node; });
  if (waiting == queue_.end()) return false;
  std::vector<ReplicaInfo>& replicas = waiting->report.replicas;
  waiting->report.full |= report.full;
  for (const ReplicaInfo& replica : report.replicas) {
    std::erase_if(replicas, [&](const ReplicaInfo& old) { return old.container == replica.container; });
    replicas.push_back(replica);
  }
  return true;
}

// The handler gets a report portion by portion, and a full one at last as a whole: what it does not name is gone.
void ContainerReportExecutor::ProcessNext() {  // [truth: REPORT_QUEUE]
  Stall(g_hooks.report_queue);
  std::unique_lock lock(mutex_);
  Waiting& first = queue_.front();
  lock.unlock();
  const std::vector<ReplicaInfo>& all = first.report.replicas;
  const size_t end = std::min(first.done + options_.report_chunk, all.size());
  ContainerReport portion{first.report.node, false, {}};
  for (; first.done < end; ++first.done) portion.replicas.push_back(all[first.done]);
  (*first.handler)(portion);
  replicas_handled_ += portion.replicas.size();
  const bool finished = first.done == all.size();
  if (finished && first.report.full) (*first.handler)(first.report);
  lock.lock();
  if (finished) queue_.pop_front();
  if (!queue_.empty()) thread_.Post([this] { ProcessNext(); });
}

}  // namespace containerstore
