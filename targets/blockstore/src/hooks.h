// hooks.h: artificial slow-downs for `prove`. Off (zero) unless someone sets them.
#ifndef BLOCKSTORE_HOOKS_H_
#define BLOCKSTORE_HOOKS_H_

#include <atomic>
#include <thread>

#include "options.h"

namespace blockstore {

// Microseconds by which each round of a loop is slowed down.
struct TestHooks {
  std::atomic<int64_t> lease_recovery{0};
  std::atomic<int64_t> report_apply{0};
  std::atomic<int64_t> commands{0};
  std::atomic<int64_t> deletion{0};
  std::atomic<int64_t> block_recovery{0};
  std::atomic<int64_t> edit_flush{0};
  std::atomic<int64_t> packet{0};
  std::atomic<int64_t> flush{0};
  std::atomic<int64_t> scrub{0};
  std::atomic<int64_t> transfer{0};
  std::atomic<int64_t> node_check{0};
  std::atomic<int64_t> visit{0};
};

inline TestHooks g_hooks;

// Takes as long as a device with this cost would.
inline void Spend(Micros cost) {
  if (cost.count() > 0) std::this_thread::sleep_for(cost);
}

inline void Stall(const std::atomic<int64_t>& micros) { Spend(Micros(micros.load(std::memory_order_relaxed))); }

}  // namespace blockstore

#endif  // BLOCKSTORE_HOOKS_H_
