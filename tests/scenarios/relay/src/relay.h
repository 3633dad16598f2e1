// A message relay with one honest mistake: what is delivered too late counts as lost and is sent again, twice.
#pragma once

#include <chrono>
#include <deque>
#include <stdexcept>

namespace relay {

struct Late : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Message {
  int id = 0;
  int copies = 1;
};

class Relay {
 public:
  explicit Relay(std::chrono::milliseconds deadline) : deadline_(deadline) {}

  void Send(int id) { queue_.push_back({id, 1}); }
  // Delivers what is queued. Returns how many messages arrived.
  int Drain();

 private:
  void Deliver(const Message& message, std::chrono::steady_clock::time_point started);
  void Resend(const Message& message);

  std::chrono::milliseconds deadline_;
  std::deque<Message> queue_;
};

}  // namespace relay
