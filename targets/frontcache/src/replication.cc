#include "replication.h"

#include <sys/socket.h>

#include <algorithm>

#include "hooks.h"

namespace frontcache {
namespace {

constexpr size_t kChangesKept = 1024;
constexpr size_t kChangesPerMessage = 64;

// What is lost on the way is missing until the item expires, or asked for again.
void SendTo(const Fd& socket, const sockaddr_in& address, const proto::CacheRequest& message) {
  const std::string bytes = message.SerializeAsString();
  ::sendto(socket.get(), bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

}  // namespace

void Replication::OnFollow(const sockaddr_in& address, const proto::Follow& follow) {
  const auto known =
      std::ranges::find(followers_, address.sin_port, [](const Follower& f) { return f.address.sin_port; });
  Follower& follower = known != followers_.end() ? *known : followers_.emplace_back(Follower{address, 0, false});
  follower.version = follow.version();
  follower.needs_copy = !IsRecent(follow.version());
}

bool Replication::IsRecent(uint64_t version) const {
  return version > 0 && version <= version_ && version + changes_.size() >= version_;
}

void Replication::OnChange(const proto::CacheRequest& request) {
  for (const std::string& key : request.remove()) Remember({key, std::nullopt});
  for (const proto::CacheItem& item : request.set()) Remember({item.key(), item.value()});
}

void Replication::Remember(Change change) {
  changes_.push_back(std::move(change));
  ++version_;
  if (changes_.size() > kChangesKept) changes_.pop_front();
}

// One copy in a round: front-ends are served in between.
void Replication::Round() {
  const auto first = std::ranges::find(followers_, true, &Follower::needs_copy);
  if (first != followers_.end()) {
    SendCopy(*first);
    std::rotate(first, first + 1, followers_.end());
  }
  for (Follower& follower : followers_) {  // [truth: BEAT_LOOP]
    Stall(g_hooks->beat);
    Tell(follower);
  }
}

void Replication::Add(const Change& change, proto::CacheRequest& message) {
  if (!change.value) {
    message.add_remove(change.key);
    return;
  }
  proto::CacheItem& item = *message.add_set();
  item.set_key(change.key);
  item.set_value(*change.value);
}

void Replication::SendCopy(Follower& follower) {
  for (const auto& [key, item] : store_.items()) {  // [truth: COPY_LOOP]
    Spend(options_.cost.item_copy);
    proto::CacheRequest message;
    Add({key, item.value}, message);
    SendTo(socket_, follower.address, message);
  }
  follower.version = version_;
  follower.needs_copy = false;
}

void Replication::Tell(Follower& follower) {
  proto::CacheRequest message;
  if (!IsRecent(follower.version)) follower.needs_copy = true;
  if (!follower.needs_copy) {
    const auto lag = static_cast<size_t>(version_ - follower.version);
    const size_t first = changes_.size() - lag;
    const size_t news = std::min(lag, kChangesPerMessage);
    for (size_t i = first; i < first + news; ++i) Add(changes_[i], message);
    message.set_version(follower.version += news);
  }
  SendTo(socket_, follower.address, message);
}

Link::Link(const Options& options, const Fd& socket, uint16_t port)
    : options_(options), socket_(socket), cache_(LoopbackAddress(port)) {
  Follow(0);
}

bool Link::IsFrom(const sockaddr_in& sender) const { return sender.sin_port == cache_.sin_port; }

void Link::OnHeard(const proto::CacheRequest& message) {
  heard_ = Clock::now();
  if (message.version() > 0) version_ = message.version();
}

// Who has heard nothing for a while may have missed anything, and is sent all of it. (Fixed: what has changed since.)
void Link::Keep() {
  if (Check() != Status::kOk) Follow(kFixed ? version_ : 0);
}

Status Link::Check() const {
  if (Clock::now() - heard_ > options_.link_timeout) return Status::kTimedOut;  // [truth: LINK_TIMEOUT]
  return Status::kOk;
}

void Link::Follow(uint64_t version) {
  proto::CacheRequest request;
  request.mutable_follow()->set_version(version);
  SendTo(socket_, cache_, request);
  heard_ = Clock::now();  // The answer may take as long again.
}

}  // namespace frontcache
