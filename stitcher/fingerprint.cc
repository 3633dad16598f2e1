#include "stitcher/fingerprint.h"

#include <algorithm>

namespace csnake::stitcher {

std::string Fingerprint(std::span<const model::Fault> faults) {
  uint64_t hash = model::Hash("csnake-cycle-1");
  const auto first = std::ranges::min_element(faults, {}, FaultKey);
  for (size_t i = 0; i < faults.size(); ++i) {
    const auto start = static_cast<size_t>(first - faults.begin());
    const model::Fault& fault = faults[(start + i) % faults.size()];
    hash = model::HashMix(hash, static_cast<uint64_t>(fault.kind));
    hash = model::HashMix(hash, fault.site.value);
    hash = model::HashMix(hash, fault.value);
  }
  return model::ToHex(hash);
}

}  // namespace csnake::stitcher
