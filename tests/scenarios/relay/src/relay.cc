#include "relay.h"

#include <cstdio>

namespace relay {

int Relay::Drain() {
  int arrived = 0;
  while (!queue_.empty()) {  // [truth: DRAIN]
    const auto started = std::chrono::steady_clock::now();
    const Message message = queue_.front();
    queue_.pop_front();
    for (int copy = 0; copy < message.copies; ++copy) {  // [truth: COPIES]
      try {
        Deliver(message, started);
        ++arrived;
      } catch (const Late&) {
        Resend(message);
      }
    }
  }
  return arrived;
}

void Relay::Deliver(const Message& message, std::chrono::steady_clock::time_point started) {
  std::fflush(stdout);
  const auto waited = std::chrono::steady_clock::now() - started;
  if (waited > deadline_) throw Late("message " + std::to_string(message.id));  // [truth: LATE]
}

void Relay::Resend(const Message& message) {
  if (message.copies > 4) return;
  queue_.push_back({message.id, message.copies * 2});
}

}  // namespace relay
