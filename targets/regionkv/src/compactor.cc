#include "compactor.h"

namespace regionkv {

void Compactor::Start() { thread_ = std::thread(&Compactor::CompactLoop, this); }

void Compactor::Stop() {
  queue_.Close();
  if (thread_.joinable()) thread_.join();
}

void Compactor::CompactLoop() {
  for (auto requests = queue_.Take(1); !requests.empty(); requests = queue_.Take(1)) {
    const CompactionRequest& request = requests.front();
    if (Run(request).ok()) {
      ++finished_;
      continue;
    }
    ++discarded_;
    // There are still too many files. What was asked for by an operator waits for the next off-peak hours.
    if (request.kind == CompactionKind::kMinor) Request(request);
  }
}

Status Compactor::Run(const CompactionRequest& request) {
  Region& region = *request.region;
  const StoreFiles inputs = region.files();
  if (inputs.size() < 2) return Status::Ok();
  Result<std::shared_ptr<const StoreFile>> output = region.Merge(inputs);
  if (!output.ok()) return output.status();
  bool unwanted = false;
  if (request.kind == CompactionKind::kMajor) {
    unwanted = Clock::now() > request.deadline;  // The off-peak hours are over.
  } else {
    unwanted = !region.HasFiles(inputs);
  }
  if (unwanted)
    return Status::Aborted("compaction of " + ToString(region.id()) + " discarded");  // [truth: COMPACTION_DISCARDED]
  return region.Replace(inputs, *output);
}

}  // namespace regionkv
