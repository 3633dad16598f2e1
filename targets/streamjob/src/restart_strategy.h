// restart_strategy.h: whether something that failed is tried again, and when.
#pragma once

#include <optional>

#include "options.h"

namespace streamjob {

class RestartStrategy {
 public:
  // Fixed delay: factor 1. Back-off: 2.
  RestartStrategy(int attempts, Millis delay, int factor) : left_(attempts), delay_(delay), factor_(factor) {}

  // The pause before the next attempt; nothing when there is none.
  std::optional<Millis> Next() {
    if (left_ <= 0) return std::nullopt;
    --left_;
    const Millis pause = delay_;
    delay_ *= factor_;
    return pause;
  }

 private:
  int left_;
  Millis delay_;
  int factor_;
};

}  // namespace streamjob
