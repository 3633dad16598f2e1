#include "cache_server.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace frontcache {
namespace {

constexpr size_t kDatagramMax = 60'000;

}  // namespace

CacheServer::CacheServer(const Options& options, Fd socket, uint16_t followed)
    : options_(options), socket_(std::move(socket)), store_(options), replication_(options, socket_, store_) {
  if (followed != 0) link_.emplace(options, socket_, followed);
}

void CacheServer::Run() {
  TimePoint sweep = Clock::now() + options_.sweep_interval;
  for (;;) {  // [truth: ROUND_LOOP]
    ServeUntil(std::min(sweep, Clock::now() + options_.beat_interval));
    if (link_) link_->Keep();
    replication_.Round();
    if (Clock::now() < sweep) continue;
    store_.Sweep(Clock::now());
    sweep = Clock::now() + options_.sweep_interval;
  }
}

void CacheServer::ServeUntil(TimePoint deadline) {
  while (WaitReadable(socket_, deadline)) ServeOne();
}

void CacheServer::ServeOne() {
  std::array<char, kDatagramMax> bytes;
  sockaddr_in peer{};
  socklen_t peer_size = sizeof peer;
  auto* raw_peer = reinterpret_cast<sockaddr*>(&peer);
  const ssize_t n = ::recvfrom(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT, raw_peer, &peer_size);
  proto::CacheRequest request;
  if (n < 0 || !request.ParseFromArray(bytes.data(), static_cast<int>(n))) return;
  if (link_ && link_->IsFrom(peer)) link_->OnHeard(request);
  if (request.has_follow()) replication_.OnFollow(peer, request.follow());
  replication_.OnChange(request);
  const proto::CacheReply reply = Handle(request);
  if (request.get().empty()) return;
  const std::string answer = reply.SerializeAsString();
  ::sendto(socket_.get(), answer.data(), answer.size(), 0, raw_peer, peer_size);  // A lost answer is a miss.
}

proto::CacheReply CacheServer::Handle(const proto::CacheRequest& request) {
  const TimePoint now = Clock::now();
  proto::CacheReply reply;
  reply.set_id(request.id());
  for (const std::string& key : request.remove()) store_.Remove(key);
  for (const proto::CacheItem& item : request.set()) store_.Set(item.key(), item.value(), now);
  for (const std::string& key : request.get()) {
    const std::string* value = store_.Find(key, now);
    if (value == nullptr) continue;
    proto::CacheItem& item = *reply.add_found();
    item.set_key(key);
    item.set_value(*value);
  }
  return reply;
}

}  // namespace frontcache
