#include "db_session.h"

#include <algorithm>
#include <random>
#include <thread>

namespace frontcache {
namespace {

constexpr Millis kFixedPauseMin{20};
constexpr Millis kFixedPauseMax{640};

// Fixed: grows with each attempt, and differs from thread to thread.
Millis Jittered(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const Millis longest = std::min(kFixedPauseMin * (1 << std::min(attempt, 10)), kFixedPauseMax);
  return Millis(std::uniform_int_distribution<int64_t>(longest.count() / 2, longest.count())(random));
}

}  // namespace

Status DbSession::Dial(uint16_t port, Millis timeout) {
  const TimePoint deadline = Clock::now() + timeout;
  const bool begun = kFixed && stream_.valid() && !logged_in_;
  if (!begun && Greet(port) != Status::kOk) return Status::kBroken;
  if (!WaitReadable(stream_, deadline)) return Status::kTimedOut;  // [truth: DIAL_TIMEOUT]
  proto::DbReply welcome;
  if (!ReceiveMessage(stream_, welcome)) return Status::kBroken;
  logged_in_ = true;
  return Status::kOk;
}

Status DbSession::Greet(uint16_t port) {
  logged_in_ = false;
  stream_ = ConnectStream(port);
  if (!stream_.valid()) return Status::kBroken;
  proto::DbRequest hello;
  hello.set_id(++last_id_);
  hello.mutable_login()->set_user("front-end");
  return SendMessage(stream_, hello) ? Status::kOk : Status::kBroken;
}

Status DbSession::Call(proto::DbRequest request, proto::DbReply& reply, Millis timeout) {
  const TimePoint deadline = Clock::now() + timeout;
  request.set_id(++last_id_);
  request.set_patience_ms(static_cast<uint32_t>(timeout.count()));
  if (!SendMessage(stream_, request)) return Status::kBroken;
  do {
    // Answers are small: once the first byte is here the rest follows at once.
    if (!WaitReadable(stream_, deadline)) return Status::kTimedOut;  // [truth: QUERY_TIMEOUT]
    if (!ReceiveMessage(stream_, reply)) return Status::kBroken;
  } while (reply.id() < request.id());  // Answers to earlier calls may still come.
  return static_cast<Status>(reply.status());
}

Status DbConnection::Ensure() {
  for (int attempt = 0; attempt < options_.dial_attempts; ++attempt) {
    const uint64_t epoch = epoch_.current();
    if (session_.is_open() && opened_in_ == epoch) return Status::kOk;
    if (attempt > 0) std::this_thread::sleep_for(kFixed ? Jittered(attempt) : options_.dial_pause);
    ++dials_;
    opened_in_ = epoch;
    const Status status = session_.Dial(port_, options_.dial_timeout);
    if (status == Status::kOk) return status;
    Lost(status, epoch);
  }
  return Status::kUnavailable;
}

Status DbConnection::Call(const proto::DbRequest& request, proto::DbReply& reply, Millis timeout) {
  if (const Status status = Ensure(); status != Status::kOk) return status;
  const Status status = session_.Call(request, reply, timeout);
  if (status == Status::kTimedOut || status == Status::kBroken) Lost(status, opened_in_);
  return status;
}

// A session that breaks by itself means that the database was restarted or has failed over: then no other session of
// this front-end is good any more, and waiting for each to time out would take long. (Fixed: only this one is given
// up, and not before it breaks.)
void DbConnection::Lost(Status how, uint64_t opened_in) {
  if (kFixed && how == Status::kTimedOut) return;
  session_.Close();
  if (how == Status::kBroken && !kFixed) epoch_.Expire(opened_in);
}

}  // namespace frontcache
