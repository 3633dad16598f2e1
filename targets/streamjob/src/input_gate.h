// input_gate.h: the bounded queues in front of a task, one per channel.
//
// A barrier comes out once it has come through all channels. Under exactly-once a channel that has delivered it is
// blocked until then.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "options.h"
#include "record.h"

namespace streamjob {

class InputGate {
 public:
  InputGate(size_t channels, const Options& options)
      : capacity_(options.queue_capacity), aligns_(options.guarantee == Guarantee::kExactlyOnce), channels_(channels) {}

  // False if the channel stays full for so long. A closed gate takes everything and forgets it.
  bool Offer(size_t channel, Buffer buffer, Millis timeout);
  // Does not wait for room: nothing follows after a failure.
  void Release(size_t channel);
  std::optional<Buffer> Poll(Millis wait);
  void Close();

 private:
  struct Channel {
    std::deque<Buffer> buffers;
    CheckpointId barrier = 0;
    bool blocked = false;
  };

  Channel* NextReadable();
  bool Align(Channel& channel, CheckpointId checkpoint);
  void Unblock();

  const size_t capacity_;
  const bool aligns_;
  std::mutex mutex_;
  std::condition_variable readable_;
  std::condition_variable writable_;
  std::vector<Channel> channels_;
  size_t next_ = 0;
  bool closed_ = false;
};

}  // namespace streamjob
