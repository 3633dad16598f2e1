// options.h: everything that can be set about a cluster, read by all of its parts and never changed afterwards.
//
// The defaults suit tests on one machine: short intervals, generous time-outs.
#ifndef BLOCKSTORE_OPTIONS_H_
#define BLOCKSTORE_OPTIONS_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace blockstore {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Micros = std::chrono::microseconds;
using Millis = std::chrono::milliseconds;

// The repaired design (CMake option BLOCKSTORE_FIXED); README.md tells what it changes.
#ifdef BLOCKSTORE_FIXED
inline constexpr bool kFixed = true;
#else
inline constexpr bool kFixed = false;
#endif

// How much longer to wait after so many attempts. (Fixed: twice as long each time.)
inline int Patience(int attempts) { return kFixed ? 1 << std::min(attempts, 6) : 1; }

// What slow devices cost. Zero means as fast as memory.
struct CostModel {
  Micros edit_sync{0};     // Making one lease change durable in the name node's edit log.
  Micros edit_flush{0};    // Writing one change of a block to the edit log.
  Micros block_update{0};  // Updating one entry of a large block map.
  Micros disk_sync{0};     // Flushing one replica.
  Micros block_recovery{0};  // Comparing what the nodes of a pipeline have of one block.
  Micros disk_load{0};     // Loading one replica into the cache, or deleting one.
  Micros disk_write{0};    // Writing one packet; a node has one disk.
  Micros visit{0};         // Looking after one connection, when another one is made.
};

struct Options {
  uint32_t replication = 2;      // Replicas per block, 1..kMaxReplication.
  uint32_t min_replication = 1;  // Reported replicas that a block needs before its file may be closed.

  Millis heartbeat_interval{10};
  Millis stale_after{2000};      // No heartbeat for so long: not trusted with the only copy.
  Millis dead_after{4000};       // No heartbeat for so long: its replicas are made elsewhere.
  Millis report_interval{0};     // A block report leaves so long after its first entry was queued.
  bool one_connection = false;   // Data nodes send heartbeats and block reports over one connection, in turn.
  bool fence_unreported = true;  // Data nodes refuse new replicas while their block reports fail.
  Millis node_rpc_timeout{2000};
  Millis client_rpc_timeout{2000};

  Millis monitor_interval{10};   // Name node: node checks and re-replication.
  Millis failover_after{0};      // The other name node takes over when the edit log is behind for so long. Zero: there is none.
  Millis lease_check_interval{10};
  Millis lease_timeout{5000};
  Millis lease_renew_interval{20};
  Millis recovery_retry{100};    // Block recovery is asked for again after this.

  size_t packet_bytes = 256;     // Blocks are written to disk in packets of this size.
  int pipeline_retries = 2;      // Other targets tried for one block.
  int write_attempts = 3;        // Times that a whole file is written.
  int roll_attempts = 5;         // Times that a stream group starts over for one record.
  Millis roll_pause{10};
  int alloc_attempts = 3;        // Times that a block is asked for.
  Millis alloc_backoff{20};
  Millis complete_poll{2};
  Millis complete_timeout{2000};
  int read_attempts = 20;
  Millis suspect_ttl{40};        // A suspicion against a block is dropped after this.

  Millis flush_timeout{2000};    // Synchronous writes wait so long for the disk.
  Millis scrub_interval{3'600'000};
  Millis transfer_timeout{2000};
  Millis replication_retry{1500};
  int replication_attempts = 3;  // Times that the name node asks for one new replica.

  CostModel cost;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_OPTIONS_H_
