// A status made of an enumerator; a StatusOr made of a status; the success enumerator is not 0.
#include <cstdio>
#include <utility>

namespace kv {

enum class StatusCode { kUnknownError = 0, kTimedOut = 4, kOk = 7 };

class Status {
 public:
  Status() = default;
  explicit Status(StatusCode code) : code_(code) {}
  bool ok() const { return code_ == StatusCode::kOk; }
  StatusCode code() const { return code_; }

 private:
  StatusCode code_ = StatusCode::kOk;
};

template <typename T>
class StatusOr {
 public:
  StatusOr(T value) : value_(std::move(value)) {}
  StatusOr(Status status) : status_(status) {}
  bool ok() const { return status_.ok(); }  // [!negation] passed on as it is
  const T& operator*() const { return value_; }

 private:
  T value_{};
  Status status_;
};

static StatusCode Poll(int n) {
  if (n > 5) return StatusCode::kTimedOut;  // [error_return] poll 4
  return StatusCode::kOk;
}

static Status Put(int n) {
  if (n > 5) return Status(StatusCode::kTimedOut);  // [error_return] put failed
  return Status(StatusCode::kOk);
}

static StatusOr<int> Get(int n) {
  if (n > 5) return Status(StatusCode::kUnknownError);  // [error_return] get failed
  return n;
}

}  // namespace kv

int main() {
  std::printf("poll %d\n", static_cast<int>(kv::Poll(1)));
  std::printf("put %s\n", kv::Put(1).ok() ? "done" : "failed");  // [negation=0] put failed
  std::printf("get %s\n", kv::Get(1).ok() ? "done" : "failed");  // [negation=0] get failed
}
