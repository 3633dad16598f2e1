// A failure that is handled by asking for its error: the call is made to fail, since a success has no error to tell.
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace kv {

enum class Code { kNone, kGone, kTimedOut };

class Error {
 public:
  Error(Code code, std::string message) : code_(code), message_(std::move(message)) {}
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  Code code_;
  std::string message_;
};

class Unexpected {
 public:
  explicit Unexpected(Error error) : error_(std::move(error)) {}
  const Error& error() const { return error_; }

 private:
  Error error_;
};

template <typename T>
class Expected {
 public:
  Expected(T value) : value_(std::move(value)) {}
  Expected(Unexpected failure) : error_(failure.error()) {}
  explicit operator bool() const { return !error_; }
  const T& operator*() const { return *value_; }
  const Error& error() const {
    if (!error_) std::abort();
    return *error_;
  }

 private:
  std::optional<T> value_;
  std::optional<Error> error_;
};

static Expected<int> Ask(int peer) {
  if (peer > 9) return Unexpected(Error(Code::kGone, "no such peer"));  // [error_return] peer: 0
  return peer + 1;
}

static Expected<int> Join(int peer) {
  if (const auto asked = Ask(peer); !asked) {
    const std::string what = "cannot join: " + asked.error().message();
    return Unexpected(Error(Code::kGone, what));  // [error_return] join: cannot join: injected
  }
  return peer;
}

static Expected<int> Leave(int peer) {
  const Expected<int> asked = Ask(peer);
  if (!asked) {
    return Unexpected(Error(asked.error().code(), "stays"));  // [error_return] leave: stays 2
  }
  return *asked;
}

}  // namespace kv

int main() {
  const auto asked = kv::Ask(3);
  std::printf("peer: %d\n", asked ? *asked : 0);
  const auto joined = kv::Join(4);
  std::printf("join: %s\n", joined ? "yes" : joined.error().message().c_str());
  const auto left = kv::Leave(5);
  std::printf("leave: %s %d\n", left ? "yes" : left.error().message().c_str(), left ? 0 : static_cast<int>(left.error().code()));
}
