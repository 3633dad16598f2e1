// stitcher/internal/leaders.h — the smallest cores met so far: clusters.h tells what a core is.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "model/run.h"

namespace csnake::stitcher {

// Add smaller cores first.
class Leaders {
  using Fault = model::Fault;

 public:
  // The first leader whose core is part of this one.
  std::optional<size_t> FindWithin(const std::vector<Fault>& core) const {
    std::optional<size_t> best;
    for (const Fault& fault : core) {
      const auto found = by_smallest_.find(fault);
      if (found == by_smallest_.end()) continue;
      for (const size_t leader : found->second)
        if ((!best || leader < *best) && std::ranges::includes(core, cores_[leader])) best = leader;
    }
    return best;
  }

  size_t Add(std::vector<Fault> core) {
    by_smallest_[core.front()].push_back(cores_.size());
    cores_.push_back(std::move(core));
    return cores_.size() - 1;
  }

 private:
  std::vector<std::vector<Fault>> cores_;
  std::map<Fault, std::vector<size_t>> by_smallest_;
};

}  // namespace csnake::stitcher
