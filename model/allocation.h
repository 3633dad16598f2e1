// model/allocation.h — what the allocation of a budget knows of faults: which of them have similar effects.
#pragma once

#include <vector>

#include "model/run.h"

namespace csnake::model {

// Faults whose experiments so far had similar effects.
struct FaultCluster {
  std::vector<Fault> faults;  // Sorted.
  double sim_score = 1;       // Mean similarity of all pairs of their experiments, 0..1. One experiment alone: 1 without
                              // effects, else 0, as nothing is known of other workloads.

  bool operator==(const FaultCluster&) const = default;
};

}  // namespace csnake::model
