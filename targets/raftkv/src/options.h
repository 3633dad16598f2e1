// options.h: everything that can be set about a cluster, read by all of its parts and never changed afterwards.
//
// The defaults suit tests on one machine: short heartbeats, generous time-outs. Times are milliseconds.
#ifndef RAFTKV_OPTIONS_H_
#define RAFTKV_OPTIONS_H_

#include <cstddef>
#include <cstdint>

namespace raftkv {

// The repaired design (CMake option RAFTKV_FIXED); README.md tells what it changes.
#ifdef RAFTKV_FIXED
inline constexpr bool kFixed = true;
#else
inline constexpr bool kFixed = false;
#endif

// What slow devices cost, in microseconds. Zero means as fast as this machine.
struct CostModel {
  int64_t sync_us = 0;   // Making one entry of a follower's log durable.
  int64_t apply_us = 0;  // Applying one entry to the state machine.
  int64_t chunk_us = 0;  // Sending one chunk of a snapshot over the node's link, which its transfers share.
  int64_t read_us = 0;   // Reading one pair or entry; one at a time.
  int64_t visit_us = 0;  // Looking after one connection, when another one is made.
};

struct Options {
  // Consensus.
  int tick_ms = 5;
  int heartbeat_ms = 15;
  int election_ms = 600;         // A follower that hears nothing for so long ...
  int election_spread_ms = 200;  // ... and up to so much longer campaigns.
  int rpc_timeout_ms = 400;      // Appends and votes.
  int chunk_timeout_ms = 2000;   // One chunk of a snapshot.
  size_t append_max = 256;       // Entries per append.
  int busy_pause_ms = 60;        // A peer that refused an append is left alone for so long.
  bool pre_vote = false;         // Ask whether a campaign could be won before the term is raised.

  // Log and snapshots.
  size_t log_max = 100'000;     // Entries kept; more are compacted, and who needs them gets a snapshot.
  size_t chunk_pairs = 8;       // Pairs per chunk.
  int verify_interval_ms = 0;   // Followers compare their log with its checksums so often; 0: never.
  bool verify_deposed = false;  // A leader that was deposed does so at once.

  // Server.
  size_t queue_capacity = 64;  // Requests that wait for the service thread.
  int await_ms = 3000;         // A write waits so long until it is applied.
  int lag_interval_ms = 5;     // The leader looks so often how far its peers are behind; see lag_ttl_ms.
  int lag_ttl_ms = 0;          // Writes are refused when that is not known for so long; 0: no flow control.

  // Client.
  int client_timeout_ms = 3000;
  int client_attempts = 20;   // Not counted: looking for the leader.
  int give_up_ms = 4000;      // No attempt is begun later.
  int redirect_pause_ms = 5;  // Before another node is asked.
  int busy_retry_ms = 20;     // Before a node that was busy is asked again.
  int read_bound_ms = 0;      // Answers of followers that took longer are too old to be used; 0: any age will do.
  double read_budget = 0.1;   // Reads that may be repeated, per read that went well.

  CostModel cost;
};

}  // namespace raftkv

#endif  // RAFTKV_OPTIONS_H_
