// options.h: everything that can be set about a cluster, read by all of its parts and never changed afterwards.
//
// The defaults suit tests on one machine: short intervals, generous time-outs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace containerstore {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Micros = std::chrono::microseconds;
using Millis = std::chrono::milliseconds;

// The repaired design (CMake option CONTAINERSTORE_FIXED); README.md tells what it changes.
#ifdef CONTAINERSTORE_FIXED
inline constexpr bool kFixed = true;
#else
inline constexpr bool kFixed = false;
#endif

// What slow devices cost. Zero means as fast as memory.
struct CostModel {
  Micros replica_update{0};  // Entering one reported replica in the container database.
  Micros pipeline_close{0};  // Flushing and removing the log of a pipeline on one of its members.
  Micros container_copy{0};  // Writing one copied container.
  Micros container_scan{0};  // Reading one container to check it.
  Micros container_remove{0};
  Micros visit{0};  // Looking after one connection, when another one is made.
};

struct Options {
  size_t pipelines = 2;                // Open pipelines that the cluster should have.
  size_t pipeline_size = 3;            // Members of a pipeline, and replicas of its containers.
  size_t containers_per_pipeline = 2;  // Containers that a new pipeline begins with.

  Millis heartbeat_interval{10};
  Millis scm_timeout{2000};    // Data nodes wait so long for the answer to a heartbeat.
  Millis health_interval{10};  // Heartbeats are looked at so often ...
  Millis dead_after{4000};     // ... and a node that was silent for so long is given up.

  size_t report_queue_limit = 256;  // Container reports that may wait in the storage container manager.
  size_t report_chunk = 4;          // Replicas that are entered before other work gets its turn.

  Millis pipeline_interval{10};        // Missing pipelines are looked for so often.
  Millis pipeline_open_timeout{3000};  // A pipeline that has not opened by then is given up.
  Millis join_timeout{2000};           // The leader waits so long for each member.
  Millis peer_retry_after{150};        // A node that failed is not spoken to for so long.

  Millis replication_interval{10};    // Containers without enough replicas are looked for so often.
  Millis replication_settle{40};      // Reports of a container that was just closed may be on their way.
  Millis replication_deadline{1500};  // A replication command is void after this, and asked for again.
  Millis copy_timeout{2000};

  size_t chunk_size = 1024;  // Bytes that are read at once.
  Millis scan_interval{3'600'000};
  Millis scan_deadline{2000};    // A scan that somebody asked for is too late after this.
  Millis delete_deadline{2000};  // The same for a deletion.

  Millis client_timeout{2000};
  int write_attempts = 3;  // Containers that are tried for one object.
  int alloc_attempts = 40;
  Millis alloc_backoff{20};
  int read_attempts = 20;
  Millis read_backoff{10};
  Millis suspect_ttl{40};  // A suspicion against a container is dropped after this.

  CostModel cost;
};

}  // namespace containerstore
