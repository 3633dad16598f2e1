// options.h: everything that can be set about a job and its cluster, read by all parts and never changed afterwards.
//
// The defaults suit tests on one machine: short intervals, generous time-outs, checkpoints only on request.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace streamjob {

using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Micros = std::chrono::microseconds;
using Millis = std::chrono::milliseconds;

// The repaired design (CMake option STREAMJOB_FIXED); README.md tells what it changes.
#ifdef STREAMJOB_FIXED
inline constexpr bool kFixed = true;
#else
inline constexpr bool kFixed = false;
#endif

enum class Guarantee : uint8_t { kExactlyOnce, kAtLeastOnce };

// What slow devices and expensive functions cost. Zero means as fast as memory.
struct CostModel {
  Micros map{0};          // The user's function, for one record.
  Micros merge{0};        // Merging one slice into the accumulators.
  Micros entry_write{0};  // Writing one change to the checkpoint storage.
  Micros table_row{0};    // Reading one row of a lookup table.
  Micros audit_row{0};    // Checking one row of the results.
};

struct Options {
  Guarantee guarantee = Guarantee::kExactlyOnce;

  size_t buffer_records = 64;  // A buffer takes so many records at most.
  size_t queue_capacity = 4;   // Buffers that wait in front of a task, per channel.
  Millis fetch_interval{5};    // A head looks for new records so often.
  Millis buffer_timeout{2000};  // A head waits so long for room in its queue.

  Millis checkpoint_interval{0};  // Zero: only on request.
  Millis checkpoint_timeout{2000};
  Millis transition_timeout{2000};  // A task has so long to get ready for a checkpoint.
  int tolerable_failures = 3;       // So many checkpoints in a row may fail before the job does.
  size_t slice_records = 8;         // Aggregations keep records in slices of this size.

  int restart_attempts = std::numeric_limits<int>::max();
  Millis restart_delay{5};

  size_t table_rows = 20;
  Millis table_timeout{2000};
  int table_attempts = 3;     // Times that a lookup table is loaded before the task goes without.
  Millis table_backoff{20};   // Before the second attempt; doubled for each one after that.

  Millis read_timeout{2000};  // Readers of committed results wait so long for the auditor.
  int read_attempts = 20;
  Millis read_pause{10};
  Millis doubt_ttl{40};       // A doubt about the results is dropped after this.

  Millis watermark_interval{10};
  Millis progress_timeout{2000};
  int progress_attempts = 3;
  Millis progress_backoff{20};

  CostModel cost{};
};

}  // namespace streamjob
