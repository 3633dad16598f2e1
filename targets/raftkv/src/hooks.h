// hooks.h: artificial slow-downs for `prove`. Off (zero) unless someone sets them.
#ifndef RAFTKV_HOOKS_H_
#define RAFTKV_HOOKS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

namespace raftkv {

// Microseconds by which each round of a loop is slowed down.
struct TestHooks {
  std::atomic<int64_t> apply{0};
  std::atomic<int64_t> store{0};
  std::atomic<int64_t> snapshot{0};
  std::atomic<int64_t> verify{0};
  std::atomic<int64_t> read{0};
  std::atomic<int64_t> lag{0};
  std::atomic<int64_t> visit{0};
};

inline TestHooks g_hooks;

// Takes as long as a device with this cost would.
inline void Spend(int64_t micros) {
  if (micros > 0) std::this_thread::sleep_for(std::chrono::microseconds(micros));
}

inline void Stall(const std::atomic<int64_t>& micros) { Spend(micros.load(std::memory_order_relaxed)); }

}  // namespace raftkv

#endif  // RAFTKV_HOOKS_H_
