#include "runner/screen.h"

#include <algorithm>

namespace csnake::runner {

std::map<Extent::Key, uint64_t> Extent::CountsOf(const model::Run& run) {
  std::map<Key, uint64_t> counts;
  for (const auto& [key, observation] : run.observations)
    if (observation.count > 0) counts[{key.site, key.value, key.callers}] += observation.count;
  return counts;
}

void Extent::Add(const model::Run& run) {
  for (const auto& [key, count] : CountsOf(run)) {
    uint64_t& most = most_[key];
    most = std::max(most, count);
  }
}

bool Extent::IsExceededBy(const model::Run& run) const {
  return std::ranges::any_of(CountsOf(run), [this](const auto& entry) {
    const auto known = most_.find(entry.first);
    return known == most_.end() || entry.second >= known->second + std::max<uint64_t>(2, known->second / 4);
  });
}

}  // namespace csnake::runner
