// An error in a local variable that is returned next.
#include <cstdio>

enum class Code { kOk, kBusy };

static Code Send(int queued) {
  Code code = Code::kOk;
  if (queued > 3) {
    std::printf("busy\n");
    code = Code::kBusy;
    return code;  // [error_return] send 1
  }
  return code;
}

static int Open(int n) {
  int rc = n;
  if (n > 100) {
    rc = -3;
    return rc;  // [error_return] open -3
  }
  return rc;
}

int main() {
  std::printf("send %d\n", static_cast<int>(Send(1)));
  std::printf("open %d\n", Open(1));
}
