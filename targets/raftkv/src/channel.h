// channel.h: calls to one node over one connection.
#ifndef RAFTKV_CHANNEL_H_
#define RAFTKV_CHANNEL_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "messages.h"

namespace raftkv {

// Where the nodes listen; 0: nowhere at the moment.
struct AddressBook {
  std::array<std::atomic<uint16_t>, 16> ports{};
};

// Safe for several threads; their calls go one after the other. A caller that gives up closes the connection, but the
// server finishes what it has begun.
class Channel {
 public:
  Channel(const AddressBook& book, NodeId node) : book_(book), node_(node) {}
  ~Channel() { Close(); }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  // 0 or what the server answered; -ECONNREFUSED, -EPIPE, -ETIMEDOUT, ... when it did not. `reply` is set in either
  // case.
  int Call(Method method, const std::string& body, std::string* reply, int timeout_ms);

 private:
  int Exchange(Method method, const std::string& body, std::string* reply, int timeout_ms, int* result);
  void Close();

  const AddressBook& book_;
  const NodeId node_;
  std::mutex mutex_;
  int fd_ = -1;
};

}  // namespace raftkv

#endif  // RAFTKV_CHANNEL_H_
