// fleet_test.h: what the tests have in common.
#ifndef FRONTCACHE_FLEET_TEST_H_
#define FRONTCACHE_FLEET_TEST_H_

#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "fleet.h"

namespace frontcache {

inline void Pause(int ms) { std::this_thread::sleep_for(Millis(ms)); }

// A request thread that serves `count` requests, with a pause after each.
inline Script Repeat(uint64_t count, int pause_ms, std::function<void(RequestThread&, uint64_t number)> request) {
  return [=](RequestThread& thread) {
    for (uint64_t i = 0; i < count; ++i) {
      thread.Serve([&](RequestThread& serving) { request(serving, i); });
      if (pause_ms > 0) Pause(pause_ms);
    }
  };
}

inline void ExpectServed(const proto::Tally& tally, uint64_t count) {
  EXPECT_EQ(tally.served(), count);
  EXPECT_EQ(tally.failed(), 0u) << tally.last_error();
}

}  // namespace frontcache

#endif  // FRONTCACHE_FLEET_TEST_H_
