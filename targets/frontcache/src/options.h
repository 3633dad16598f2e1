// options.h: everything that can be set about a fleet, read by all of its processes and never changed afterwards.
//
// The defaults suit tests on one machine: short intervals, generous time-outs.
#ifndef FRONTCACHE_OPTIONS_H_
#define FRONTCACHE_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace frontcache {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Micros = std::chrono::microseconds;
using Millis = std::chrono::milliseconds;

// The repaired design (CMake option FRONTCACHE_FIXED); README.md tells what it changes.
#ifdef FRONTCACHE_FIXED
inline constexpr bool kFixed = true;
#else
inline constexpr bool kFixed = false;
#endif

// What the database's devices cost. Zero means as fast as memory.
struct CostModel {
  Micros row_read{0};    // One row of an object.
  Micros row_scan{0};    // One row of a feed.
  Micros row_report{0};  // One row of a report.
  Micros row_write{0};   // One row of a commit.
  Micros grant{0};       // One grant of a user who logs in.
  Micros item_copy{0};   // One item that a follower is sent in a copy of the cache.
};

struct Options {
  // Cache.
  Millis item_ttl{60'000};
  Millis sweep_interval{1000};  // Expired items are looked for so often.
  Millis get_timeout{2000};
  Millis cache_pause{0};      // A front-end thread rests for so long after a get that was not answered.
  Millis beat_interval{20};   // The cache tells its followers so often what is new, if only that it is there.
  Millis link_timeout{2000};  // A follower that has heard nothing for so long has lost its link.

  // Pages: bundles of objects, read from the cache and filled from the database.
  uint32_t bundle_objects = 4;
  bool partial_pages = false;  // A page may lack objects.
  bool coalesce = false;       // Fills of the same object within a front-end become one.
  Millis coalesce_timeout{2000};
  Millis fill_timeout{2000};

  // Feeds: scanned for every view.
  Millis feed_timeout{2000};
  int feed_attempts = 1;

  // Reports: made of parts, behind everything else.
  Millis report_timeout{2000};
  uint32_t report_parts = 4;
  int report_attempts = 3;
  Millis report_pause{20};  // Before the second attempt; doubles.

  // Commits.
  Millis commit_timeout{2000};
  uint32_t retry_burst = 1;  // Commits that may be repeated; one more for each ten that succeeded.

  // Database.
  uint32_t workers = 2;
  size_t max_sessions = 256;
  size_t report_queue_max = 64;  // Report parts that may wait.
  uint32_t object_rows = 6;
  uint32_t feed_rows = 12;
  uint32_t report_rows = 8;  // Per part.
  uint32_t grants = 4;       // Per user.

  // Sessions of front-ends.
  Millis dial_timeout{2000};
  int dial_attempts = 5;
  Millis dial_pause{0};

  CostModel cost;
};

}  // namespace frontcache

#endif  // FRONTCACHE_OPTIONS_H_
