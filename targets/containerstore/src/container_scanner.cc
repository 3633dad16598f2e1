#include "container_scanner.h"

#include "hooks.h"

namespace containerstore {

void ContainerScanner::ScanAll(ScanKind kind) {
  const TimePoint deadline = Clock::now() + options_.scan_deadline;
  std::lock_guard lock(mutex_);
  const bool idle = requests_.empty();
  for (const ReplicaInfo& replica : store_.List()) {
    if (replica.state == ReplicaState::kClosed) requests_.push_back({replica.container, kind, deadline});
  }
  if (idle && !requests_.empty()) io_.Post([this] { ScanNext(); });
}

// One damaged container is seldom alone, so a background scan that finds one begins anew.
void ContainerScanner::ScanNext() {  // [truth: SCAN_LOOP]
  Stall(g_hooks.scan);
  std::unique_lock lock(mutex_);
  const Request request = requests_.front();
  lock.unlock();
  const auto checked = Check(request);
  ++scanned_;
  if (!checked) {
    ++failures_;
    if (request.kind == ScanKind::kBackground) {
      damaged_(request.container);
      ScanAll(ScanKind::kBackground);
    }
  }
  lock.lock();
  requests_.pop_front();
  if (!requests_.empty()) io_.Post([this] { ScanNext(); });
}

// In the background all that counts is the data, on demand it must also be in time.
Expected<void> ContainerScanner::Check(const Request& request) {
  Spend(options_.cost.container_scan);
  bool good = false;
  if (request.kind == ScanKind::kOnDemand) {
    good = Clock::now() <= request.deadline;
  } else {
    const auto data = store_.Read(request.container);
    good = data.has_value() || data.error().code() == ErrorCode::kNotFound;
  }
  if (!good)
    return Fail(ErrorCode::kChecksum, ToString(request.container) + " was not verified");  // [truth: SCAN_ERROR]
  return {};
}

}  // namespace containerstore
