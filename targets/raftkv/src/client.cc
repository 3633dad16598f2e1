#include "client.h"

#include <algorithm>
#include <random>
#include <thread>

#include "clock.h"
#include "errors.h"
#include "wire.h"

namespace raftkv {
namespace {

void Pause(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

uint64_t NewClientId() {
  std::random_device source;
  return (static_cast<uint64_t>(source()) << 32) + source() + 1;
}

}  // namespace

Client::Client(const AddressBook& book, size_t nodes, const Options& options) : options_(options), id_(NewClientId()) {
  for (NodeId node = 1; node <= nodes; ++node) nodes_.push_back(std::make_unique<Channel>(book, node));
}

int Client::Put(const std::vector<Pair>& pairs) {
  const int64_t deadline_ms = rk_now_ms() + options_.give_up_ms;
  int rc = 0;
  for (int attempt = 0; attempt < options_.client_attempts && rk_now_ms() < deadline_ms;) {
    rc = PutOnce(pairs);
    if (rc == 0) break;
    if (rc == -RK_ENOTLEADER) continue;
    ++failures_;
    ++attempt;
    if (rc == -EBUSY || rc == -EAGAIN) {
      Pause(options_.busy_retry_ms);
      continue;
    }
    // Nobody knows what has become of it: once more, as a new write. (Fixed: as the same one, after a while.)
    if (kFixed) {
      BackOff(attempt);
    } else {
      number_ += pairs.size();
    }
  }
  number_ += pairs.size();
  return rc;
}

int Client::PutOnce(const std::vector<Pair>& pairs) {
  std::string body;
  const int rc =
      nodes_[leader_ - 1]->Call(kPut, Encode(PutRequest{id_, number_, pairs}), &body, options_.client_timeout_ms);
  if (rc == 0 || rc == -EBUSY || rc == -EAGAIN) return rc;
  PutReply reply;
  if (Decode(body, &reply) < 0) reply.leader = 0;
  TurnTo(rc == -RK_ENOTLEADER ? reply.leader : 0);
  return rc == -ECONNREFUSED ? -RK_ENOTLEADER : rc;
}

// A node that does not know the leader leaves us to try the next one.
void Client::TurnTo(NodeId leader) {
  if (leader == 0 || leader == leader_) {
    Pause(options_.redirect_pause_ms);
    leader = static_cast<NodeId>(leader_ % nodes_.size() + 1);
  }
  leader_ = leader;
}

void Client::BackOff(int attempt) { Pause(std::min(20 << std::min(attempt, 5), 400)); }

int Client::Get(const std::vector<std::string>& keys, std::vector<Pair>* pairs) { return Read(leader_, keys, pairs); }

// Repeating slow reads makes nodes slower, so no more than a tenth of them is.
int Client::GetNearby(NodeId node, const std::vector<std::string>& keys, std::vector<Pair>* pairs) {
  int rc = ReadFresh(node, keys, pairs);
  if (rc == -ETIME && budget_ >= 1.0) {
    budget_ -= 1.0;
    ++failures_;
    rc = Read(node, keys, pairs);
  } else if (rc == 0) {
    budget_ = std::min(budget_ + options_.read_budget, 3.0);
  }
  return rc;
}

int Client::ReadFresh(NodeId node, const std::vector<std::string>& keys, std::vector<Pair>* pairs) {
  const int64_t begin_ms = rk_now_ms();
  const int rc = Read(node, keys, pairs);
  if (rc < 0) return rc;
  if (options_.read_bound_ms > 0 && rk_now_ms() - begin_ms > options_.read_bound_ms)
    return -ETIME;  // [truth: READ_LATE]
  return 0;
}

int Client::Read(NodeId node, const std::vector<std::string>& keys, std::vector<Pair>* pairs) {
  std::string body;
  GetReply reply;
  int rc = nodes_[node - 1]->Call(kGet, Encode(GetRequest{keys}), &body, options_.client_timeout_ms);
  if (rc == 0) rc = Decode(body, &reply);
  if (rc == 0) *pairs = std::move(reply.pairs);
  return rc;
}

}  // namespace raftkv
