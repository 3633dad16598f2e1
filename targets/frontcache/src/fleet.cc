#include "fleet.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "cache_server.h"
#include "db_server.h"

namespace frontcache {
namespace {

constexpr Millis kPatience{20'000};  // With front-ends.

std::string MakeDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "frontcache-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw SystemError("cannot make " + name);
  return name;
}

std::pair<Fd, Fd> ConnectedPair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw SystemError("cannot make a pair of sockets");
  }
  return {Fd(ends[0]), Fd(ends[1])};
}

Fd Duplicate(const Fd& fd) { return Fd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 0)); }

}  // namespace

Fleet::Fleet(const Options& options)
    : options_(options),
      directory_(MakeDirectory()),
      cache_socket_(BindDatagramOnLoopback()),
      database_socket_(ListenOnLoopback()),
      endpoints_{PortOf(cache_socket_), PortOf(database_socket_)} {
  RestartCache();
  RestartDatabase();
}

Fleet::~Fleet() {
  front_ends_.clear();
  followers_.clear();
  cache_.Kill();
  database_.Kill();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void Fleet::RestartCache() {
  cache_.Kill();
  cache_ = ChildProcess::Start([this]() -> int { CacheServer(options_, Duplicate(cache_socket_)).Run(); });
}

size_t Fleet::StartFollower() {
  Follower& follower = followers_.emplace_back();
  follower.socket = BindDatagramOnLoopback();
  follower.process = ChildProcess::Start(
      [&]() -> int { CacheServer(options_, Duplicate(follower.socket), PortOf(cache_socket_)).Run(); });
  return followers_.size();
}

void Fleet::RestartDatabase() {
  database_.Kill();
  database_ = ChildProcess::Start(
      [this]() -> int { DbServer(options_, Duplicate(database_socket_), directory_ + "/table").Run(); });
}

void Fleet::StartFrontEnd(size_t threads, const Script& script) {
  auto [ours, theirs] = ConnectedPair();
  FrontEndProcess& front_end = front_ends_.emplace_back();
  front_end.tally = std::move(ours);
  front_end.process = ChildProcess::Start([&]() -> int {
    return SendMessage(theirs, frontcache::RunFrontEnd(options_, endpoints_, threads, script)) ? 0 : 1;
  });
}

proto::Tally Fleet::JoinFrontEnds() {
  const TimePoint deadline = Clock::now() + kPatience;
  proto::Tally sum;
  for (FrontEndProcess& front_end : front_ends_) Add(sum, Join(front_end, deadline));
  front_ends_.clear();
  return sum;
}

proto::Tally Fleet::RunFrontEnd(size_t threads, const Script& script) {
  StartFrontEnd(threads, script);
  return JoinFrontEnds();
}

proto::Tally Fleet::Join(FrontEndProcess& front_end, TimePoint deadline) {
  proto::Tally tally;
  const bool told = WaitReadable(front_end.tally, deadline) && ReceiveMessage(front_end.tally, tally);
  if (!told) front_end.process.Kill();
  if (!told || !front_end.process.Join()) {
    tally.set_failed(tally.failed() + 1);
    tally.set_last_error("front-end died");
  }
  return tally;
}

}  // namespace frontcache
