#include "feed_reader.h"

#include <thread>

namespace frontcache {
namespace {

constexpr Millis kFixedPause{100};

}  // namespace

// (Fixed: waits for one answer as long as it would for several, and asks again only if the session breaks.)
std::vector<std::string> FeedReader::Read(uint64_t user) {
  for (int attempt = 0; attempt < options_.feed_attempts; ++attempt) {
    if (kFixed && attempt > 0) std::this_thread::sleep_for(kFixedPause);
    std::vector<std::string> entries;
    const Status status = Scan(user, entries);
    if (status == Status::kOk) return entries;
    if (kFixed && status == Status::kTimedOut) break;
  }
  throw FeedError("feed of user " + std::to_string(user) + " cannot be read");
}

Status FeedReader::Scan(uint64_t user, std::vector<std::string>& entries) {
  ++scans_;
  proto::DbRequest request;
  request.mutable_scan()->set_user(user);
  proto::DbReply reply;
  const Status status =
      db_.Call(request, reply, kFixed ? options_.feed_attempts * options_.feed_timeout : options_.feed_timeout);
  entries.assign(reply.rows().begin(), reply.rows().end());
  return status;
}

}  // namespace frontcache
