#include "feed_reader.h"

#include <algorithm>
#include <thread>

namespace frontcache {
namespace {

constexpr int kFixedAttempts = 2;
constexpr Millis kFixedPause{100};

}  // namespace

// (Fixed: one repetition at most, after a pause.)
std::vector<std::string> FeedReader::Read(uint64_t user) {
  const int attempts = kFixed ? std::min(options_.feed_attempts, kFixedAttempts) : options_.feed_attempts;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (kFixed && attempt > 0) std::this_thread::sleep_for(kFixedPause);
    std::vector<std::string> entries;
    if (Scan(user, entries) == Status::kOk) return entries;
  }
  throw FeedError("feed of user " + std::to_string(user) + " cannot be read");
}

Status FeedReader::Scan(uint64_t user, std::vector<std::string>& entries) {
  ++scans_;
  proto::DbRequest request;
  request.mutable_scan()->set_user(user);
  proto::DbReply reply;
  const Status status = db_.Call(request, reply, options_.feed_timeout);
  entries.assign(reply.rows().begin(), reply.rows().end());
  return status;
}

}  // namespace frontcache
