// client.h: writes to the leader, wherever it is, and reads from any node.
#ifndef RAFTKV_CLIENT_H_
#define RAFTKV_CLIENT_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "channel.h"
#include "options.h"

namespace raftkv {

// For one thread.
class Client {
 public:
  Client(const AddressBook& book, size_t nodes, const Options& options);

  // All pairs or, as far as the caller can tell, none. 0, or the last error when the attempts are used up.
  int Put(const std::vector<Pair>& pairs);
  // Reads from the leader, as far as it is known.
  int Get(const std::vector<std::string>& keys, std::vector<Pair>* pairs);
  // Reads from a follower, which may be behind; an answer that took too long is asked for again.
  int GetNearby(NodeId node, const std::vector<std::string>& keys, std::vector<Pair>* pairs);

  uint64_t failures() const { return failures_; }  // Attempts that failed, redirections not counted.

 private:
  int PutOnce(const std::vector<Pair>& pairs);
  int Read(NodeId node, const std::vector<std::string>& keys, std::vector<Pair>* pairs);
  int ReadFresh(NodeId node, const std::vector<std::string>& keys, std::vector<Pair>* pairs);
  void TurnTo(NodeId leader);
  void BackOff(int attempt);

  const Options options_;
  std::vector<std::unique_ptr<Channel>> nodes_;
  const uint64_t id_;
  uint64_t number_ = 1;  // Of the next pair.
  NodeId leader_ = 1;
  double budget_ = 3.0;  // Reads that may be repeated.
  std::atomic<uint64_t> failures_{0};
};

}  // namespace raftkv

#endif  // RAFTKV_CLIENT_H_
