// Errors given to the caller's variable.
#include <cstdio>
#include <string>
#include <system_error>

enum class Code { kOk, kClosed };

struct Reply {
  Code code = Code::kOk;
  int value = 0;
};

static size_t Read(int handle, std::error_code& ec) {
  if (handle > 5) {
    ec = std::make_error_code(std::errc::bad_file_descriptor);  // [error_return] read Bad file descriptor
    return 0;
  }
  return 8;
}

static void Close(int handle, std::error_code* ec) {
  if (handle > 5) {
    ec->assign(32, std::generic_category());  // [error_return] close Broken pipe
    return;
  }
  if (handle > 4) {
    *ec = std::error_code(5, std::system_category());  // [error_return] close Input/output error
    return;
  }
}

static void Handle(int n, Reply* reply) {
  if (n > 5) {
    reply->code = Code::kClosed;  // [error_return] handle 1
    return;
  }
  reply->value = n;
}

static void Parse(const std::string& text, int* error) {
  if (text.empty()) {
    *error = -4;  // [error_return] parse -4
    return;
  }
}

int main() {
  std::error_code ec;
  const size_t bytes = Read(1, ec);
  std::printf("read %s\n", ec ? ec.message().c_str() : bytes == 8 ? "8" : "0");
  ec.clear();
  Close(1, &ec);
  std::printf("close %s\n", ec.message().c_str());
  Reply reply;
  Handle(1, &reply);
  std::printf("handle %d\n", static_cast<int>(reply.code));
  int error = 0;
  Parse("a", &error);
  std::printf("parse %d\n", error);
}
