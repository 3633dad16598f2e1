#include "mutation_buffer.h"

#include <algorithm>
#include <map>
#include <thread>

namespace regionkv {
namespace {

constexpr int kFixedPauseMax = 64;  // In pauses.

// Refused before anything was written.
bool WasRefused(const Status& status) {
  return status.code() == Code::kRegionTooBusy || status.code() == Code::kNotServing;
}

}  // namespace

Status MutationBuffer::Add(Cell cell) {
  cells_.push_back(std::move(cell));
  return cells_.size() < capacity_ ? Status::Ok() : Flush();
}

// A buffer that was not taken as a whole is sent again as a whole: puts are idempotent. (Fixed: only what was refused,
// after pauses that grow.)
Status MutationBuffer::Flush() {
  std::vector<Cell> cells = std::move(cells_);
  cells_.clear();
  Millis pause = options_.buffer_pause;
  for (int attempt = 1; !cells.empty(); ++attempt) {
    const Status status = SendAll(cells);
    if (status.ok()) break;
    if (!WasRefused(status) || attempt >= options_.buffer_attempts) return status;
    std::this_thread::sleep_for(pause);
    if constexpr (kFixed) pause = std::min(pause * 2, options_.buffer_pause * kFixedPauseMax);
    client_.Forget(table_);
  }
  return Status::Ok();
}

// One call a region. Leaves in `cells` what is to be sent if it has to be done again.
Status MutationBuffer::SendAll(std::vector<Cell>& cells) {
  std::map<RegionId, std::pair<RegionLocation, std::vector<Cell>>> batches;
  for (const Cell& cell : cells) {
    const Result<RegionLocation> location = client_.Find(table_, cell.row);
    if (!location.ok()) return location.status();
    auto& [where, batch] = batches[location->region];
    where = *location;
    batch.push_back(cell);
  }
  std::vector<Cell> refused;
  for (const auto& [region, entry] : batches) {
    const auto& [where, batch] = entry;
    const Status status = client_.Multi(where, batch, durability_);
    if (!status.ok() && !WasRefused(status)) return status;
    if (!status.ok()) refused.insert(refused.end(), batch.begin(), batch.end());
  }
  if (kFixed) cells = refused;
  if (!refused.empty()) {
    return Status::RegionTooBusy(std::to_string(refused.size()) + " cells were refused");  // [truth: BUFFER_REFUSED]
  }
  return Status::Ok();
}

}  // namespace regionkv
