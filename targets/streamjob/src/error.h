// error.h: the exceptions of the stream job.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace streamjob {

class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A connection between task managers that cannot be set up.
struct ConnectionError : Error { using Error::Error; };
// A head got no room for a buffer in its queue.
struct BufferTimeoutError : Error { using Error::Error; };
// A task ends because another one did.
struct CancelTaskException : Error { using Error::Error; };
// A task did not switch its state in time.
struct TransitionError : Error { using Error::Error; };
// A barrier that a task cannot act upon.
struct BarrierError : Error { using Error::Error; };
// A file of the checkpoint storage cannot be written or read.
struct StorageError : Error { using Error::Error; };
// A lookup table was not there in time.
struct TableLoadError : Error { using Error::Error; };
// Results could not be read in time.
struct ReadError : Error { using Error::Error; };
// The results are in doubt and not given out for the moment.
struct DoubtError : Error { using Error::Error; };
// A recount did not find what a doubt was about.
struct RecountError : Error { using Error::Error; };
// The progress of a job is not known.
struct ProgressError : Error { using Error::Error; };

enum class CheckpointFailure : uint8_t { kExpired, kDeclined, kAborted, kNotStored };

// A checkpoint that was not completed.
class CheckpointException : public Error {
 public:
  CheckpointException(CheckpointFailure reason, const std::string& what) : Error(what), reason_(reason) {}
  CheckpointFailure reason() const { return reason_; }

 private:
  CheckpointFailure reason_;
};

}  // namespace streamjob
