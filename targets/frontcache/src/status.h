// status.h: how a call ended, as it also travels in DbReply, and the exceptions of the front-end.
#ifndef FRONTCACHE_STATUS_H_
#define FRONTCACHE_STATUS_H_

#include <cstdint>
#include <stdexcept>
#include <string>

namespace frontcache {

enum class Status : uint8_t {
  kOk,
  kTimedOut,
  kBroken,       // The connection failed, or what came over it makes no sense.
  kOverloaded,   // The database sheds this kind of work at the moment.
  kUnavailable,  // No session, after several attempts.
  kRejected,     // The database cannot do that.
};

struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// The machine refuses sockets, files or processes.
struct SystemError : Error {
  using Error::Error;
};
// A page cannot be shown, because an object of its bundle is neither cached nor readable.
struct BundleError : Error {
  using Error::Error;
};
struct FeedError : Error {
  using Error::Error;
};
struct ReportError : Error {
  using Error::Error;
};
struct CommitError : Error {
  using Error::Error;
};

}  // namespace frontcache

#endif  // FRONTCACHE_STATUS_H_
