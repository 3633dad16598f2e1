// An error passed on by a caller is no site of its own; one that it makes is.
#include <cstdio>

enum class Status { kOk, kIoError, kRetry };

static Status Write(int n) {
  if (n > 9) return Status::kIoError;  // [error_return] commit 1
  return Status::kOk;
}

static Status Commit(int n) {
  const Status status = Write(n);
  if (status != Status::kOk) return status;
  if (n == 5) return Status::kRetry;  // [error_return] commit 2
  return Write(n + 1);
}

int main() { std::printf("commit %d\n", static_cast<int>(Commit(1))); }
