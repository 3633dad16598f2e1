#include "cache_client.h"

#include <sys/socket.h>

#include <array>

namespace frontcache {
namespace {

constexpr size_t kDatagramMax = 60'000;

}  // namespace

Status CacheClient::Get(const std::vector<std::string>& keys, std::map<std::string, std::string>& found) {
  proto::CacheRequest request;
  request.set_id(++last_id_);
  for (const std::string& key : keys) request.add_get(key);
  Send(request);
  const TimePoint deadline = Clock::now() + options_.get_timeout;
  proto::CacheReply reply;
  do {
    if (!WaitReadable(socket_, deadline)) return Status::kTimedOut;  // [truth: GET_TIMEOUT]
  } while (!Receive(reply) || reply.id() != request.id());  // Answers to earlier gets may still come.
  for (proto::CacheItem& item : *reply.mutable_found()) found[item.key()] = std::move(*item.mutable_value());
  return Status::kOk;
}

void CacheClient::Set(const std::string& key, const std::string& value) {
  proto::CacheRequest request;
  proto::CacheItem& item = *request.add_set();
  item.set_key(key);
  item.set_value(value);
  Send(request);
}

void CacheClient::Remove(const std::vector<std::string>& keys) {
  proto::CacheRequest request;
  for (const std::string& key : keys) request.add_remove(key);
  Send(request);
}

void CacheClient::Send(const proto::CacheRequest& request) {
  const std::string bytes = request.SerializeAsString();
  ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);  // As if it were lost on the way.
}

bool CacheClient::Receive(proto::CacheReply& reply) {
  std::array<char, kDatagramMax> bytes;
  const ssize_t n = ::recv(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  return n >= 0 && reply.ParseFromArray(bytes.data(), static_cast<int>(n));
}

}  // namespace frontcache
