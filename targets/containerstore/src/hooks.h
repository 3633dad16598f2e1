// hooks.h: artificial slow-downs for `prove`. Off (zero) unless someone sets them.
#pragma once

#include <atomic>
#include <thread>

#include "options.h"

namespace containerstore {

// Microseconds by which each round of a loop is slowed down.
struct TestHooks {
  std::atomic<int64_t> report_queue{0};
  std::atomic<int64_t> commands{0};
  std::atomic<int64_t> replication{0};
  std::atomic<int64_t> scan{0};
  std::atomic<int64_t> deletion{0};
  std::atomic<int64_t> health_check{0};
  std::atomic<int64_t> visit{0};
};

inline TestHooks g_hooks;

// Takes as long as a device with this cost would.
inline void Spend(Micros cost) {
  if (cost.count() > 0) std::this_thread::sleep_for(cost);
}

inline void Stall(const std::atomic<int64_t>& micros) { Spend(Micros(micros.load(std::memory_order_relaxed))); }

}  // namespace containerstore
