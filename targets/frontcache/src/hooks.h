// hooks.h: artificial slow-downs for `prove`. Off (zero) unless someone sets them.
//
// They stand in memory that all processes share if Share() was called before these were forked.
#ifndef FRONTCACHE_HOOKS_H_
#define FRONTCACHE_HOOKS_H_

#include <sys/mman.h>

#include <atomic>
#include <new>
#include <thread>

#include "options.h"

namespace frontcache {

// Microseconds by which each round of a loop is slowed down.
struct TestHooks {
  std::atomic<int64_t> read{0};
  std::atomic<int64_t> scan{0};
  std::atomic<int64_t> report{0};
  std::atomic<int64_t> commit{0};
  std::atomic<int64_t> login{0};
  std::atomic<int64_t> sweep{0};
  std::atomic<int64_t> beat{0};

  static TestHooks* Share() {
    void* memory = ::mmap(nullptr, sizeof(TestHooks), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : new (memory) TestHooks;
  }
};

inline TestHooks g_own_hooks;
inline TestHooks* g_hooks = &g_own_hooks;

// Takes as long as a device with this cost would.
inline void Spend(Micros cost) {
  if (cost.count() > 0) std::this_thread::sleep_for(cost);
}

inline void Stall(const std::atomic<int64_t>& micros) { Spend(Micros(micros.load(std::memory_order_relaxed))); }

}  // namespace frontcache

#endif  // FRONTCACHE_HOOKS_H_
