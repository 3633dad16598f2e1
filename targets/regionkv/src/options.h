// options.h: everything that can be set about a cluster, read by all of its parts and never changed afterwards.
//
// The defaults suit tests on one machine: short intervals, generous time-outs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace regionkv {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Micros = std::chrono::microseconds;
using Millis = std::chrono::milliseconds;

// The repaired design (CMake option REGIONKV_FIXED); README.md tells what it changes.
#ifdef REGIONKV_FIXED
inline constexpr bool kFixed = true;
#else
inline constexpr bool kFixed = false;
#endif

enum class BalancerKind : uint8_t { kSimple, kFavoredNodes };

// What slow devices cost. Zero means as fast as memory.
struct CostModel {
  Micros wal_append{0};   // Writing one edit to the log.
  Micros flush_cell{0};   // Writing one cell of a memstore to a store file.
  Micros region_open{0};  // Opening one region.
};

struct Options {
  Millis rpc_timeout{2000};
  Millis create_timeout{5000};  // The regions of a new table have so long to open.
  Millis heartbeat_interval{20};
  Millis dead_after{60'000};    // No heartbeat for so long: regions are opened elsewhere.
  Millis monitor_interval{10};  // Master: looks for dead servers.

  BalancerKind balancer = BalancerKind::kSimple;
  Millis balance_interval{3'600'000};
  Millis assign_rpc_timeout{2000};  // A server has so long for opening what one call brings.
  Millis assign_retry{50};
  Millis exclusion{400};  // A server that failed in opening regions gets no new ones for about so long.

  uint32_t peers = 0;             // Clusters that edits are replicated to: 0 or 1.
  Millis wal_tail_timeout{2000};  // A reader waits so long for the rest of a group of edits.
  Millis wal_sync_timeout{2000};
  size_t wal_roll_edits = 100'000;
  Millis ship_interval{0};  // Edits are collected for so long before they are shipped.

  size_t memstore_flush_size = 1000;     // Cells of one region.
  size_t memstore_blocking = 1'000'000;  // Cells of one region; more are refused until some are flushed.
  size_t compact_files = 1000;           // So many store files of a region are merged into one.
  Millis flush_check_interval{3'600'000};
  Millis flush_age{3'600'000};  // A memstore is flushed after so long, however small it is.

  int put_attempts = 3;
  Millis put_pause{60};
  int buffer_attempts = 8;  // Times that a mutation buffer is sent.
  Millis buffer_pause{5};
  int scan_attempts = 20;
  Millis doubt_ttl{40};  // A doubt about a region is dropped after this.

  CostModel cost;
};

}  // namespace regionkv
